import type { DataSource } from 'typeorm';
import { migrations } from '../../migrations/index.ts';
import { createDataSource } from '../platform/db/data-source.ts';
import { sqlOne } from '../platform/db/sql.ts';
import type { Logger } from '../platform/telemetry/logger.ts';
import { entities } from './entities.ts';

export interface OpenOptions {
  readonly url: string;
  readonly poolSize: number;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName: string;
  readonly statementTimeoutMs: number;
}

/** Connects to the engine's database. Throws when it cannot be reached. */
export async function openDatabase(options: OpenOptions, log: Logger): Promise<DataSource> {
  const db = createDataSource({
    ...options,
    entities,
    migrations,
    onPoolError: (error) => log.warn({ err: error }, 'a database connection was lost'),
  });
  return db.initialize();
}

/** Whether every migration that this build knows has run. Rejects on a database without a schema. */
export async function isMigrated(db: DataSource): Promise<boolean> {
  const names = db.migrations.map((migration) => migration.name ?? migration.constructor.name);
  const row = await sqlOne<{ done: number }>(
    db,
    'select count(distinct name)::int as done from migration where name = any($1::text[])',
    [names],
  );
  return row?.done === names.length;
}

/** An arbitrary constant: whoever holds it migrates. */
const MIGRATION_LOCK = 7_250_119;

/** Brings the schema up to date. Any number of processes may call it at once: one migrates, the others wait for it. */
export async function migrate(db: DataSource): Promise<string[]> {
  const runner = db.createQueryRunner();
  try {
    await runner.query('set lock_timeout = 0; set statement_timeout = 0');
    await runner.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const done = await db.runMigrations({ transaction: 'each' });
    return done.map((migration) => migration.name);
  } finally {
    await runner.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => {});
    await runner.query('reset lock_timeout; reset statement_timeout').catch(() => {});
    await runner.release();
  }
}
