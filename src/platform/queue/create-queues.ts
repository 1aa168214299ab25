import type { Logger } from '../telemetry/logger.ts';
import { createInProcessPubSub } from '../pubsub/in-process.ts';
import type { PubSub } from '../pubsub/pubsub.ts';
import { createRedisPubSub } from '../pubsub/redis.ts';
import { createBullQueues } from './bull-queues.ts';
import { createPostgresQueueBackend } from './postgres-backend.ts';
import type { Queues } from './queues.ts';
import { createRedisBackend } from './redis-backend.ts';

export interface MessagingOptions {
  readonly redisUrl: string | undefined;
  readonly databaseUrl: string;
  readonly partitions: number;
  /** Keeps installations that share a Redis apart. */
  readonly name: string;
}

/** The one place that chooses: Redis where there is one, else the database and messages within the process. */
export function createMessaging(options: MessagingOptions, log: Logger): { queues: Queues; pubsub: PubSub } {
  if (options.redisUrl === undefined) {
    return {
      queues: createBullQueues(createPostgresQueueBackend(options.databaseUrl, log), log),
      pubsub: createInProcessPubSub(),
    };
  }
  return {
    queues: createBullQueues(
      createRedisBackend(options.redisUrl, options.partitions, options.name, log),
      log,
    ),
    pubsub: createRedisPubSub(options.redisUrl, log),
  };
}
