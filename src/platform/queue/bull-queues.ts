import { createHash } from 'node:crypto';
import type { Job, JobsOptions, Queue, Worker } from 'bullmq';
import type { Logger } from '../telemetry/logger.ts';
import { QUEUES, type QueueName } from './define-job.ts';
import { type Dispatch, JOB_STATES, type Processor, type QueueDepth, type Queues } from './queues.ts';

const ATTEMPTS = 10;

interface Payload {
  readonly rfqId: string;
  readonly outboxId: string;
}

/** How one backend of BullMQ makes queues and workers. */
export interface Backend {
  readonly partitions: number;
  makeQueue(name: QueueName, partition: number): Queue<Payload>;
  makeWorker(
    name: QueueName,
    partition: number,
    concurrency: number,
    process: (job: Job<Payload>) => Promise<void>,
  ): Worker<Payload>;
  ping(): Promise<boolean>;
  close(): Promise<void>;
}

/** Options that both backends share: a killed worker's job comes back within half a minute, any number of times over. */
export const WORKER_OPTIONS = { lockDuration: 15_000, stalledInterval: 10_000, maxStalledCount: 10 } as const;

const JOB_OPTIONS: JobsOptions = {
  attempts: ATTEMPTS,
  backoff: { type: 'exponential', delay: 500, jitter: 0.5 },
  removeOnComplete: { age: 3_600, count: 1_000 },
  removeOnFail: { age: 7 * 86_400, count: 5_000 },
};

/** Which hash slot an RFQ's jobs live in. */
const partitionOf = (rfqId: string, partitions: number): number =>
  partitions === 1 ? 0 : createHash('sha1').update(rfqId).digest().readUInt32BE(0) % partitions;

/** The engine's queues on a backend of BullMQ. */
export function createBullQueues(backend: Backend, log: Logger): Queues {
  const queues = new Map(
    QUEUES.map((name) => [
      name,
      Array.from({ length: backend.partitions }, (_, partition) => backend.makeQueue(name, partition)),
    ]),
  );
  const everyQueue = [...queues.values()].flat();
  for (const queue of everyQueue) queue.on('error', (error) => log.debug({ err: error }, 'queue'));
  const queueOf = ({ queue: name, rfqId }: Dispatch): Queue<Payload> => {
    const queue = queues.get(name)?.[partitionOf(rfqId, backend.partitions)];
    if (!queue) throw new Error(`there is no queue ${name}`);
    return queue;
  };
  const addBulk = async (dispatches: readonly Dispatch[]): Promise<void> => {
    const byQueue = new Map<Queue<Payload>, Dispatch[]>();
    for (const dispatch of dispatches) {
      const some = byQueue.get(queueOf(dispatch));
      if (some) some.push(dispatch);
      else byQueue.set(queueOf(dispatch), [dispatch]);
    }
    for (const [queue, some] of byQueue) await queue.addBulk(some.map(asBulkJob));
  };
  return {
    addBulk,
    async replace(dispatches) {
      for (const dispatch of dispatches) {
        // A finished job under this id would make BullMQ ignore the new one; an active one is locked and stays.
        await queueOf(dispatch)
          .remove(dispatch.id)
          .catch(() => 0);
      }
      await addBulk(dispatches);
    },
    work: (name, concurrency, process) => startWorkers(backend, log, name, concurrency, process),
    depths: async () =>
      (await Promise.all(QUEUES.map((name) => depthsOf(name, queues.get(name) ?? [])))).flat(),
    ping: () => backend.ping(),
    async close() {
      await Promise.allSettled(everyQueue.map((queue) => queue.close()));
      await backend.close();
    },
  };
}

/** The depths of one queue, all partitions together. */
async function depthsOf(queue: QueueName, partitions: readonly Queue<Payload>[]): Promise<QueueDepth[]> {
  const counts = await Promise.all(partitions.map((partition) => partition.getJobCounts(...JOB_STATES)));
  return JOB_STATES.map((state) => ({
    queue,
    state,
    jobs: counts.reduce((sum, count) => sum + (count[state] ?? 0), 0),
  }));
}

const asBulkJob = (dispatch: Dispatch) => ({
  name: dispatch.job,
  data: { rfqId: dispatch.rfqId, outboxId: dispatch.outboxId },
  opts: {
    ...JOB_OPTIONS,
    jobId: dispatch.id,
    ...(dispatch.runAt && { delay: Math.max(0, dispatch.runAt.getTime() - Date.now()) }),
  },
});

/** One worker for each partition of a queue. The returned function waits for the running jobs. */
async function startWorkers(
  backend: Backend,
  log: Logger,
  name: QueueName,
  concurrency: number,
  process: Processor,
): Promise<() => Promise<void>> {
  const workers = Array.from({ length: backend.partitions }, (_, partition) =>
    backend.makeWorker(name, partition, concurrency, (job) => run(job, process)),
  );
  for (const worker of workers)
    worker.on('error', (error) => log.debug({ err: error, queue: name }, 'worker'));
  return async () => {
    // While the backend is away an orderly close would wait for it; the jobs are safe in PostgreSQL.
    const abandon = !(await backend.ping());
    await Promise.all(workers.map((worker) => worker.close(abandon)));
  };
}

const run = (job: Job<Payload>, process: Processor): Promise<void> =>
  process({
    job: job.name,
    rfqId: job.data.rfqId,
    outboxId: job.data.outboxId,
    attempt: job.attemptsMade + 1,
    waitedMs: Math.max(0, (job.processedOn ?? Date.now()) - job.timestamp - (job.opts.delay ?? 0)),
    lastAttempt: job.attemptsMade + 1 >= (job.opts.attempts ?? ATTEMPTS),
  });
