import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { seedCatalog } from '../../modules/catalog/index.ts';
import { seedIdentity } from '../../modules/identity/index.ts';
import { createLogger } from '../../platform/telemetry/logger.ts';
import { migrate, openDatabase } from '../database.ts';
import { startPostgres } from '../embedded/postgres.ts';
import { drainOutbox } from '../jobs/drain-outbox.ts';
import { jobs } from '../jobs/jobs.ts';
import { perform } from '../jobs/run-workers.ts';

/** An engine without edges, on a database of its own that is gone afterwards: for playing recorded histories through the real commands. */
export interface PlayedEngine {
  readonly db: DataSource;
  /** Has every stated fact its effects, now. */
  readonly settle: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Starts one, with the shared vocabulary but an empty pool. Takes a few seconds. */
export async function startPlayedEngine(): Promise<PlayedEngine> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rfq-played-'));
  const postgres = await startPostgres({ dataDir, database: 'played', temporary: true, log: () => {} });
  const log = createLogger('warn', 'rfq-played');
  const db = await openDatabase(
    { url: postgres.url, poolSize: 4, applicationName: 'rfq-played', statementTimeoutMs: 0 },
    log,
  );
  await migrate(db);
  await seedIdentity(db);
  await seedCatalog(db);
  const parts = { db, settings: { waveSize: 200 } };
  return {
    db,
    settle: () =>
      drainOutbox(db, jobs, async (dispatch) => {
        const job = jobs.find((known) => known.name === dispatch.job);
        if (job) await perform(parts, job, dispatch, log);
      }),
    async stop() {
      await db.destroy();
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
