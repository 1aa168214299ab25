import type { DataSource } from 'typeorm';
import { type Config, readConfig } from '../platform/config/config.ts';
import { createLogger, type Logger } from '../platform/telemetry/logger.ts';
import { openDatabase } from './database.ts';
import { databaseUrlOf } from './database-url.ts';

export interface CommandParts {
  readonly config: Config;
  readonly db: DataSource;
  readonly databaseUrl: string;
  readonly log: Logger;
}

/** Runs a CLI command against the configured database and closes it, whatever happens. Statements have no time limit. */
export async function withDatabase<T>(run: (parts: CommandParts) => Promise<T>): Promise<T> {
  const config = readConfig(process.env);
  const log = createLogger(config.LOG_LEVEL === 'info' ? 'warn' : config.LOG_LEVEL, 'rfq-cli');
  const databaseUrl = await databaseUrlOf(config);
  const db = await openDatabase(
    { url: databaseUrl, poolSize: 4, applicationName: 'rfq-cli', statementTimeoutMs: 0 },
    log,
  );
  try {
    return await run({ config, db, databaseUrl, log });
  } finally {
    await db.destroy();
  }
}
