import type { DataSource } from 'typeorm';
import { type Config, readConfig } from '../platform/config/config.ts';
import { Lifecycle } from '../platform/lifecycle/lifecycle.ts';
import type { PubSub } from '../platform/pubsub/pubsub.ts';
import { createMessaging } from '../platform/queue/create-queues.ts';
import type { Queues } from '../platform/queue/queues.ts';
import { createLogger, type Logger } from '../platform/telemetry/logger.ts';
import { Metrics } from '../platform/telemetry/metrics.ts';
import { collectProcessMetrics } from '../platform/telemetry/process-metrics.ts';
import { openDatabase } from './database.ts';
import { databaseUrlOf } from './database-url.ts';
import { printFailure } from './explain-error.ts';
import { readVersion } from './version.ts';

export interface ProcessParts {
  readonly config: Config;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly lifecycle: Lifecycle;
  readonly db: DataSource;
  readonly queues: Queues;
  readonly pubsub: PubSub;
}

/** A kind of process of the engine. */
export interface ProcessKind {
  readonly name: string;
  /** Longest run of one statement (milliseconds). */
  readonly statementTimeoutMs: number;
}

/**
 * Runs a process of the engine until it is told to stop: opens what every kind begins with, and starts the rest.
 * What keeps it from starting is said in words where people can act on it; the exit code is then 1.
 */
export async function runProcess(
  kind: ProcessKind,
  start: (parts: ProcessParts) => Promise<void>,
): Promise<void> {
  let lifecycle: Lifecycle | null = null;
  try {
    const config = readConfig(process.env);
    const log = createLogger(config.LOG_LEVEL, kind.name);
    lifecycle = new Lifecycle(log);
    lifecycle.stopOnSignals();
    await start(await openParts(kind, config, lifecycle, log));
  } catch (error) {
    printFailure(error);
    await lifecycle?.stop();
    process.exit(1);
  }
}

/** Opens database, queues and messages, to be closed in reverse order. */
async function openParts(
  { name, statementTimeoutMs }: ProcessKind,
  config: Config,
  lifecycle: Lifecycle,
  log: Logger,
): Promise<ProcessParts> {
  const metrics = new Metrics();
  collectProcessMetrics(metrics, { process: name, version: readVersion() });
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
  return { config, log, metrics, lifecycle, db, queues, pubsub };
}
