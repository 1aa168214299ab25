import { createIssuer, DEMO_BUYER_ID, DEMO_PARTNER_ID, seedIdentity } from '../modules/identity/index.ts';
import { type Config, readConfig } from '../platform/config/config.ts';
import { Lifecycle } from '../platform/lifecycle/lifecycle.ts';
import { createMessaging } from '../platform/queue/create-queues.ts';
import { createLogger, type Logger } from '../platform/telemetry/logger.ts';
import { migrate, openDatabase } from './database.ts';
import { startServices } from './embedded/services.ts';
import { StartupError } from './embedded/startup-error.ts';
import { startApi } from './start-api.ts';
import { startWorker } from './start-worker.ts';
import { printWelcome } from './welcome.ts';
import { seedPool } from './seed-pool.ts';

/** Everything in one process for a laptop: PostgreSQL and Redis, schema, a made-up pool, API and worker. */
async function start(config: Config, lifecycle: Lifecycle, log: Logger): Promise<void> {
  if (config.NODE_ENV === 'production')
    throw new StartupError(
      '`npm start` is for development; in production run `start:api` and `start:worker`.',
    );
  const say = (message: string) => console.log(message);

  const services = await startServices({ dataDir: config.DATA_DIR, env: process.env, log: say });
  lifecycle.onStop('services', services.stop);
  const url = services.databaseUrl;

  const setUp = await openDatabase(
    { url, poolSize: 4, applicationName: 'rfq-setup', statementTimeoutMs: 0 },
    log,
  );
  await migrate(setUp);
  await seedIdentity(setUp);
  await seedPool(setUp, say);
  await setUp.destroy();

  const { queues, pubsub } = createMessaging(
    {
      redisUrl: services.redisUrl ?? undefined,
      databaseUrl: url,
      partitions: config.QUEUE_PARTITIONS,
      name: 'rfq',
    },
    log,
  );
  lifecycle.onStop('messaging', async () => {
    await queues.close();
    await pubsub.close();
  });
  const workerDb = await openDatabase(
    { url, poolSize: config.DATABASE_POOL_SIZE, applicationName: 'rfq-worker', statementTimeoutMs: 60_000 },
    log,
  );
  lifecycle.onStop('worker database', () => workerDb.destroy());
  const worker = await startWorker({ config, db: workerDb, queues, pubsub, log });
  lifecycle.onStop('worker', worker.stop);

  const apiDb = await openDatabase(
    { url, poolSize: config.DATABASE_POOL_SIZE, applicationName: 'rfq-api', statementTimeoutMs: 5_000 },
    log,
  );
  lifecycle.onStop('api database', () => apiDb.destroy());
  const server = await startApi({ config, db: apiDb, pubsub, log }).catch((error: unknown) => {
    if ((error as { code?: string }).code !== 'EADDRINUSE') throw error;
    throw new StartupError(
      `Port ${config.PORT} is in use by another program. Start with another one: PORT=4001 npm start`,
    );
  });
  lifecycle.onStop('http', server.stop);
  await services.announce(server.url);
  await printWelcome({
    url: server.url,
    issuer: await createIssuer(config),
    db: apiDb,
    queue:
      services.redisUrl === null ? 'PostgreSQL (no redis-server found; production needs Redis)' : 'Redis',
    buyerId: DEMO_BUYER_ID,
    partnerId: DEMO_PARTNER_ID,
  });
}

const config = readConfig(process.env);
const log = createLogger(config.LOG_LEVEL === 'info' ? 'warn' : config.LOG_LEVEL, 'rfq-engine');
const lifecycle = new Lifecycle(log, 35_000);
lifecycle.stopOnSignals();
await start(config, lifecycle, log).catch(async (error: unknown) => {
  console.error(error instanceof StartupError ? `\n${error.message}` : error);
  await lifecycle.stop();
  process.exit(1);
});
