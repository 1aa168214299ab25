import { sql } from '../platform/db/sql.ts';
import { startHealthServer } from './graphql/health.ts';
import { openProcess } from './open-process.ts';
import { startWorker } from './start-worker.ts';

const parts = await openProcess('rfq-worker', 60_000);
const { config, db, lifecycle, log, queues } = parts;
const worker = await startWorker(parts);
lifecycle.onStop('worker', worker.stop);
const health = await startHealthServer(
  { database: async () => (await sql(db, 'select 1')).length === 1, queue: () => queues.ping() },
  config.HOST,
  config.PORT,
);
lifecycle.onStop('health', health.stop);
log.info('the worker is running');
