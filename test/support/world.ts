import type { DataSource } from 'typeorm';
import { inject } from 'vitest';
import { openDatabase } from '../../src/app/database.ts';
import { jobs } from '../../src/app/jobs/jobs.ts';
import { startApi } from '../../src/app/start-api.ts';
import { type RunningWorker, startWorker } from '../../src/app/start-worker.ts';
import {
  createIssuer,
  DEMO_BUYER_ID,
  DEMO_PARTNER_ID,
  type Issuer,
  OTHER_BUYER_ID,
  OTHER_PARTNER_ID,
} from '../../src/modules/identity/index.ts';
import { type Config, readConfig } from '../../src/platform/config/config.ts';
import { createMessaging } from '../../src/platform/queue/create-queues.ts';
import { createLogger, type Logger } from '../../src/platform/telemetry/logger.ts';
import { Metrics } from '../../src/platform/telemetry/metrics.ts';
import { type Client, clientOf } from './client.ts';
import { createDatabase } from './database.ts';
import { settle } from './settle.ts';

/** A running engine on a database of its own: API, worker and clients for every role. */
export interface World {
  readonly db: DataSource;
  readonly databaseUrl: string;
  readonly url: string;
  readonly config: Config;
  readonly issuer: Issuer;
  readonly buyer: Client;
  readonly otherBuyer: Client;
  readonly agent: Client;
  readonly partner: Client;
  readonly otherPartner: Client;
  readonly operator: Client;
  readonly anonymous: Client;
  supplier(supplierId: string): Promise<Client>;
  /** Waits until every stated fact has had all its effects. Throws what is left when that does not happen, or a dead letter's reason. */
  settle(): Promise<void>;
  stopWorker(): Promise<void>;
  startWorker(): Promise<void>;
  stop(): Promise<void>;
}

export interface WorldOptions {
  /** False starts the API alone. */
  readonly worker?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** Where the engine logs; standard error, at TEST_LOG_LEVEL, when absent. */
  readonly log?: Logger;
  /** A Redis of the test's own, to be flushed or stopped at will; its queues have the name that `src/app/worker.ts` uses. */
  readonly ownRedisUrl?: string;
  /** A migrated and seeded database of the test's own, whose server may be stopped at will. */
  readonly ownDatabaseUrl?: string;
}

/** Starts an engine. Call `stop` in `afterAll`. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const database =
    options.ownDatabaseUrl === undefined
      ? await createDatabase()
      : { url: options.ownDatabaseUrl, name: `own-${process.pid}`, drop: async () => {} };
  const redisUrl = options.ownRedisUrl ?? inject('redisUrl') ?? undefined;
  const name = options.ownRedisUrl === undefined ? database.name : 'rfq';
  const config = readConfig({
    NODE_ENV: 'test',
    PORT: '0',
    DATABASE_URL: database.url,
    DATA_DIR: inject('dataDir'),
    OUTBOX_POLL_MS: '50',
    SWEEP_INTERVAL_MS: '100',
    SUBSCRIPTION_POLL_MS: '50',
    RATE_LIMIT_POINTS_PER_MINUTE: '1000000000',
    LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'silent',
    ...options.env,
  });
  const log = options.log ?? createLogger(config.LOG_LEVEL, 'test');
  const open = (applicationName: string) =>
    openDatabase({ url: database.url, poolSize: 10, applicationName, statementTimeoutMs: 60_000 }, log);
  const db = await open('rfq-test');
  const { queues, pubsub } = createMessaging(
    { redisUrl, databaseUrl: database.url, partitions: 1, name },
    log,
  );
  const metrics = new Metrics();
  const server = await startApi({ config, db, pubsub, metrics, redisUrl, name, log });
  let worker: RunningWorker | null = null;
  const start = async () => {
    worker = await startWorker({ config, db, queues, pubsub, metrics, log });
  };
  const stopWorker = async () => {
    await worker?.stop();
    worker = null;
  };
  if (options.worker !== false) await start();

  const issuer = await createIssuer(config);
  const client = async (role: Parameters<Issuer['issue']>[0]['role'], org?: string) =>
    clientOf(server.url, (await issuer.issue({ role, org, user: 'test' })).token);
  return {
    db,
    databaseUrl: database.url,
    url: server.url,
    config,
    issuer,
    buyer: await client('BUYER', DEMO_BUYER_ID),
    otherBuyer: await client('BUYER', OTHER_BUYER_ID),
    agent: await client('AGENT', DEMO_PARTNER_ID),
    partner: await client('PARTNER', DEMO_PARTNER_ID),
    otherPartner: await client('PARTNER', OTHER_PARTNER_ID),
    operator: await client('OPERATOR'),
    anonymous: clientOf(server.url, null),
    supplier: (supplierId) => client('SUPPLIER', supplierId),
    settle: () => settle(db, jobs),
    stopWorker,
    startWorker: start,
    async stop() {
      await server.stop();
      await stopWorker();
      await queues.close();
      await pubsub.close();
      await db.destroy();
      await database.drop();
    },
  };
}
