import { seedIdentity } from '../modules/identity/index.ts';
import { type Config, readConfig } from '../platform/config/config.ts';
import { Lifecycle } from '../platform/lifecycle/lifecycle.ts';
import { createMessaging } from '../platform/queue/create-queues.ts';
import { createLogger, type Logger } from '../platform/telemetry/logger.ts';
import { migrate, openDatabase } from './database.ts';
import { isPortFree } from './embedded/ports.ts';
import { type Services, startServices } from './embedded/services.ts';
import { StartupError } from './embedded/startup-error.ts';
import { seedPool } from './seed-pool.ts';
import { startApi } from './start-api.ts';
import { startWorker } from './start-worker.ts';
import { printWelcome } from './welcome.ts';

/** Everything in one process for a laptop: PostgreSQL and Redis, schema, a made-up pool, API and worker. */
async function start(config: Config, lifecycle: Lifecycle, log: Logger): Promise<void> {
  if (config.NODE_ENV === 'production') {
    throw new StartupError(
      '`npm start` is for development; in production run `start:api` and `start:worker`.',
    );
  }
  if (config.PORT !== 0 && !(await isPortFree(config.PORT))) {
    throw new StartupError(
      `Port ${config.PORT} is in use by another program. Start with another one: PORT=4001 npm start`,
    );
  }
  const services = await startServices({
    dataDir: config.DATA_DIR,
    env: process.env,
    log: (message) => console.log(message),
  });
  lifecycle.onStop('services', services.stop);
  await setUp(services.databaseUrl, log);
  const { url, db } = await startProcesses(config, services, lifecycle, log);
  await services.announce(url);
  const queue =
    services.redisUrl === null ? 'PostgreSQL (no redis-server found; production needs Redis)' : 'Redis';
  await printWelcome({ config, url, db, queue });
}

/** Brings schema, vocabulary and pool to what a first request needs; quick where they are there. */
async function setUp(url: string, log: Logger): Promise<void> {
  const db = await openDatabase(
    { url, poolSize: 4, applicationName: 'rfq-setup', statementTimeoutMs: 0 },
    log,
  );
  try {
    await migrate(db);
    await seedIdentity(db);
    await seedPool(db, (message) => console.log(message));
  } finally {
    await db.destroy();
  }
}

/** Starts worker and API side by side, each with its own connections and time limits, as in production. */
async function startProcesses(config: Config, services: Services, lifecycle: Lifecycle, log: Logger) {
  const url = services.databaseUrl;
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
  const open = async (applicationName: string, statementTimeoutMs: number) => {
    const db = await openDatabase(
      { url, poolSize: config.DATABASE_POOL_SIZE, applicationName, statementTimeoutMs },
      log,
    );
    lifecycle.onStop(applicationName, () => db.destroy());
    return db;
  };
  const worker = await startWorker({ config, db: await open('rfq-worker', 60_000), queues, pubsub, log });
  lifecycle.onStop('worker', worker.stop);
  const db = await open('rfq-api', 5_000);
  const server = await startApi({ config, db, pubsub, log });
  lifecycle.onStop('http', server.stop);
  return { url: server.url, db };
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
