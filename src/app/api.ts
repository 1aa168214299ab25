import { readConfig } from '../platform/config/config.ts';
import { Lifecycle } from '../platform/lifecycle/lifecycle.ts';
import { createMessaging } from '../platform/queue/create-queues.ts';
import { createLogger } from '../platform/telemetry/logger.ts';
import { openDatabase } from './database.ts';
import { databaseUrlOf } from './database-url.ts';
import { startApi } from './start-api.ts';

const config = readConfig(process.env);
const log = createLogger(config.LOG_LEVEL, 'rfq-api');
const lifecycle = new Lifecycle(log);
lifecycle.stopOnSignals();

const url = await databaseUrlOf(config);
const db = await openDatabase(
  { url, poolSize: config.DATABASE_POOL_SIZE, applicationName: 'rfq-api', statementTimeoutMs: 5_000 },
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
const server = await startApi({ config, db, pubsub, log });
lifecycle.onStop('http', () => server.stop());
log.info({ url: server.url }, 'the API is listening');
