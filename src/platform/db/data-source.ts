import 'reflect-metadata';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { SnakeNaming } from './naming.ts';

export interface DatabaseOptions {
  readonly url: string;
  readonly poolSize: number;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName: string;
  /** Longest run of one statement (milliseconds): short for the API, longer for the worker. */
  readonly statementTimeoutMs: number;
  readonly entities: NonNullable<DataSourceOptions['entities']>;
  readonly migrations: NonNullable<DataSourceOptions['migrations']>;
  /** Told of lost idle connections: without a listener one of them would end the process. */
  readonly onPoolError: (error: Error) => void;
}

/** Describes the database of one process; `initialize()` connects. Time limits hold on every connection. */
export function createDataSource(options: DatabaseOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url: options.url,
    applicationName: options.applicationName,
    entities: options.entities,
    migrations: options.migrations,
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    namingStrategy: new SnakeNaming(),
    installExtensions: false,
    poolSize: options.poolSize,
    connectTimeoutMS: 5_000,
    poolErrorHandler: options.onPoolError,
    extra: {
      statement_timeout: options.statementTimeoutMs,
      lock_timeout: 3_000,
      idle_in_transaction_session_timeout: 15_000,
      options: '-c jit=off -c timezone=UTC',
    },
  });
}
