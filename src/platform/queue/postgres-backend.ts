import { createPostgresBackend, type Queue, withBackend, type Worker } from 'bullmq';
import pg from 'pg';
import type { Logger } from '../telemetry/logger.ts';
import { type Backend, WORKER_OPTIONS } from './bull-queues.ts';

const Bull = withBackend(createPostgresBackend);
const SCHEMA = 'bullmq';

/** BullMQ on the PostgreSQL that is there anyway: for laptops without Redis. One partition; production uses Redis. */
export function createPostgresQueueBackend(url: string, log: Logger): Backend {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  pool.on('error', (error) => log.debug({ err: error }, 'queue pool'));
  const connection = { connectionString: url, schema: SCHEMA, migrate: true, max: 4 };
  return {
    partitions: 1,
    makeQueue: (name) => new Bull.Queue(name, { connection }) as unknown as Queue,
    makeWorker: (name, _partition, concurrency, process) =>
      new Bull.Worker(name, process as never, {
        connection,
        concurrency,
        ...WORKER_OPTIONS,
      }) as unknown as Worker,
    ping: () =>
      pool.query('select 1').then(
        () => true,
        () => false,
      ),
    close: () => pool.end(),
  };
}
