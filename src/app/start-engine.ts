import { seedIdentity } from '../modules/identity/index.ts';
import type { Config } from '../platform/config/config.ts';
import type { Lifecycle } from '../platform/lifecycle/lifecycle.ts';
import { createMessaging } from '../platform/queue/create-queues.ts';
import type { Logger } from '../platform/telemetry/logger.ts';
import { Metrics } from '../platform/telemetry/metrics.ts';
import { collectProcessMetrics } from '../platform/telemetry/process-metrics.ts';
import { migrate, openDatabase } from './database.ts';
import type { Services } from './embedded/services.ts';
import { seedPool } from './seed-pool.ts';
import { startApi } from './start-api.ts';
import { startWorker } from './start-worker.ts';
import { readVersion } from './version.ts';
import { printWelcome } from './welcome.ts';

/** Prepares the database of a laptop and starts worker and API on it, in this process. */
export async function startEngine(
  config: Config,
  services: Services,
  lifecycle: Lifecycle,
  log: Logger,
): Promise<void> {
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
  const metrics = new Metrics();
  collectProcessMetrics(metrics, { process: 'rfq-engine', version: readVersion() });
  const workerDb = await open('rfq-worker', 60_000);
  const worker = await startWorker({ config, db: workerDb, queues, pubsub, metrics, log });
  lifecycle.onStop('worker', worker.stop);
  const db = await open('rfq-api', 5_000);
  const server = await startApi({
    config,
    db,
    pubsub,
    metrics,
    redisUrl: services.redisUrl ?? undefined,
    log,
  });
  lifecycle.onStop('http', server.stop);
  return { url: server.url, db };
}
