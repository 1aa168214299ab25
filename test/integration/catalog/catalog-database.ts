import { Readable } from 'node:stream';
import type { DataSource } from 'typeorm';
import { openDatabase } from '../../../src/app/database.ts';
import { createLogger } from '../../../src/platform/telemetry/logger.ts';
import { createDatabase } from '../../support/database.ts';

/** A database with the seeded catalog, of the test file's own. */
export interface CatalogDatabase {
  readonly db: DataSource;
  drop(): Promise<void>;
}

/** Clones the seeded database. Call `drop` in `afterAll`. */
export async function openCatalog(): Promise<CatalogDatabase> {
  const database = await createDatabase();
  const db = await openDatabase(
    { url: database.url, poolSize: 4, applicationName: 'rfq-test', statementTimeoutMs: 60_000 },
    createLogger('silent', 'test'),
  );
  return {
    db,
    async drop() {
      await db.destroy();
      await database.drop();
    },
  };
}

/** A file with these lines. */
export const csv = (...lines: string[]): Readable =>
  Readable.from([`${lines.join('\n')}\n`], { objectMode: false });
