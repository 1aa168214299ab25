import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineCommand } from 'citty';
import { createLogger } from '../../platform/telemetry/logger.ts';
import { migrate, openDatabase } from '../database.ts';
import { startPostgres } from '../embedded/postgres.ts';

/** The statements that would bring a freshly migrated database to what the entities say: none when they agree. */
export async function driftStatements(databaseUrl: string): Promise<string[]> {
  const log = createLogger('warn', 'rfq-cli');
  const db = await openDatabase(
    { url: databaseUrl, poolSize: 2, applicationName: 'rfq-drift', statementTimeoutMs: 0 },
    log,
  );
  try {
    await migrate(db);
    const { upQueries } = await db.driver.createSchemaBuilder().log();
    return upQueries.map((query) => query.query);
  } finally {
    await db.destroy();
  }
}

export const dbDriftCommand = defineCommand({
  meta: {
    name: 'db:drift',
    description:
      'Compares the migrations with the entities on a database of its own; exits 1 when they differ.',
  },
  async run() {
    const dataDir = await mkdtemp(join(tmpdir(), 'rfq-drift-'));
    const postgres = await startPostgres({ dataDir, database: 'drift', temporary: true, log: () => {} });
    try {
      const statements = await driftStatements(postgres.url);
      if (statements.length === 0) return console.log('Migrations and entities agree.');
      console.error(`Migrations and entities differ; the entities ask for:\n${statements.join(';\n')}`);
      process.exitCode = 1;
    } finally {
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    }
  },
});
