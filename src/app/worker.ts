import { sql } from '../platform/db/sql.ts';
import { isMigrated } from './database.ts';
import { once, startHealthServer } from './graphql/health.ts';
import { runProcess } from './run-process.ts';
import { startWorker } from './start-worker.ts';

await runProcess({ name: 'rfq-worker', statementTimeoutMs: 60_000 }, async (parts) => {
  const { config, db, lifecycle, log, metrics, queues } = parts;
  const worker = await startWorker(parts);
  lifecycle.onStop('worker', worker.stop);
  const health = await startHealthServer({
    checks: {
      database: { required: true, ask: async () => (await sql(db, 'select 1')).length === 1 },
      migrations: { required: true, ask: once(() => isMigrated(db)) },
      queue: { required: true, ask: () => queues.ping() },
    },
    metrics,
    metricsToken: config.METRICS_TOKEN,
    host: config.HOST,
    port: config.PORT,
  });
  lifecycle.onStop('health', health.stop);
  log.info({ url: health.url }, 'the worker is running');
});
