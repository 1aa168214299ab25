import { readConfig } from '../platform/config/config.ts';
import { sql } from '../platform/db/sql.ts';
import { Lifecycle } from '../platform/lifecycle/lifecycle.ts';
import { createMessaging } from '../platform/queue/create-queues.ts';
import { createLogger } from '../platform/telemetry/logger.ts';
import { openDatabase } from './database.ts';
import { databaseUrlOf } from './database-url.ts';
import { startHealthServer } from './graphql/health.ts';
import { startWorker } from './start-worker.ts';

const config = readConfig(process.env);
const log = createLogger(config.LOG_LEVEL, 'rfq-worker');
const lifecycle = new Lifecycle(log);
lifecycle.stopOnSignals();

const url = await databaseUrlOf(config);
const db = await openDatabase(
  { url, poolSize: config.DATABASE_POOL_SIZE, applicationName: 'rfq-worker', statementTimeoutMs: 60_000 },
  log,
);
lifecycle.onStop('database', () => db.destroy());
const { pubsub, queues } = createMessaging(
  { redisUrl: config.REDIS_URL, databaseUrl: url, partitions: config.QUEUE_PARTITIONS, name: 'rfq' },
  log,
);
lifecycle.onStop('messaging', async () => {
  await queues.close();
  await pubsub.close();
});
const worker = await startWorker({ config, db, queues, pubsub, log });
lifecycle.onStop('worker', () => worker.stop());
const health = await startHealthServer(
  { database: async () => (await sql(db, 'select 1')).length === 1, queue: () => queues.ping() },
  config.HOST,
  config.PORT,
);
lifecycle.onStop('health', health.stop);
log.info('the worker is running');
