import type { DataSource } from 'typeorm';
import { type Config, readConfig } from '../platform/config/config.ts';
import { Lifecycle } from '../platform/lifecycle/lifecycle.ts';
import type { PubSub } from '../platform/pubsub/pubsub.ts';
import { createMessaging } from '../platform/queue/create-queues.ts';
import type { Queues } from '../platform/queue/queues.ts';
import { createLogger, type Logger } from '../platform/telemetry/logger.ts';
import { openDatabase } from './database.ts';
import { databaseUrlOf } from './database-url.ts';

export interface ProcessParts {
  readonly config: Config;
  readonly log: Logger;
  readonly lifecycle: Lifecycle;
  readonly db: DataSource;
  readonly queues: Queues;
  readonly pubsub: PubSub;
}

/** What every process of the engine begins with: configuration, logs, ordered stop, database, queues and messages. */
export async function openProcess(name: string, statementTimeoutMs: number): Promise<ProcessParts> {
  const config = readConfig(process.env);
  const log = createLogger(config.LOG_LEVEL, name);
  const lifecycle = new Lifecycle(log);
  lifecycle.stopOnSignals();
  const url = await databaseUrlOf(config);
  const db = await openDatabase(
    { url, poolSize: config.DATABASE_POOL_SIZE, applicationName: name, statementTimeoutMs },
    log,
  );
  lifecycle.onStop('database', () => db.destroy());
  const { queues, pubsub } = createMessaging(
    { redisUrl: config.REDIS_URL, databaseUrl: url, partitions: config.QUEUE_PARTITIONS, name: 'rfq' },
    log,
  );
  lifecycle.onStop('messaging', async () => {
    await queues.close();
    await pubsub.close();
  });
  return { config, log, lifecycle, db, queues, pubsub };
}
