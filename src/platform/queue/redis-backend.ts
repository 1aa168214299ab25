import { Queue, Worker } from 'bullmq';
import { Redis, type RedisOptions } from 'ioredis';
import type { Logger } from '../telemetry/logger.ts';
import { type Backend, WORKER_OPTIONS } from './bull-queues.ts';

const reconnect = (attempt: number): number => Math.min(attempt * 100, 2_000);

/** Producers fail fast while Redis is away (the relay tries again); workers wait for it. */
const PRODUCER: RedisOptions = {
  maxRetriesPerRequest: 1,
  enableOfflineQueue: false,
  retryStrategy: reconnect,
  connectTimeout: 2_000,
};
const WORKER: RedisOptions = { maxRetriesPerRequest: null, retryStrategy: reconnect };

/** BullMQ on Redis or Valkey. Every key of a partition carries the same hash tag, so a Redis Cluster accepts it. */
export function createRedisBackend(url: string, partitions: number, name: string, log: Logger): Backend {
  const connect = (options: RedisOptions): Redis => {
    const connection = new Redis(url, options);
    connection.on('error', (error) => log.debug({ err: error }, 'redis'));
    return connection;
  };
  const producer = connect(PRODUCER);
  const workers: Redis[] = [];
  const prefixOf = (partition: number): string => `{${name}-${partition}}`;
  return {
    partitions,
    makeQueue: (queue, partition) =>
      // Without the check of its version: it would be asked once, and a queue made while Redis is away stay broken.
      new Queue(queue, {
        connection: producer,
        prefix: prefixOf(partition),
        skipWaitingForReady: true,
        skipVersionCheck: true,
        skipMetasUpdate: true,
      }),
    makeWorker(queue, partition, concurrency, process) {
      const connection = connect(WORKER);
      workers.push(connection);
      return new Worker(queue, process, {
        connection,
        prefix: prefixOf(partition),
        concurrency,
        ...WORKER_OPTIONS,
      });
    },
    ping: async () => (await producer.ping().catch(() => '')) === 'PONG',
    async close() {
      for (const connection of [producer, ...workers]) connection.disconnect();
    },
  };
}
