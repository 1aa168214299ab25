import type { QueueName } from './define-job.ts';

/** One job to be queued. The queue's payload holds ids only. */
export interface Dispatch {
  readonly queue: QueueName;
  readonly job: string;
  /** Deterministic: adding the same job twice is the same as once. */
  readonly id: string;
  readonly rfqId: string;
  readonly outboxId: string;
  readonly runAt: Date | null;
}

export interface QueuedJob {
  readonly job: string;
  readonly rfqId: string;
  readonly outboxId: string;
  /** Whether a failure of this run would be the last. */
  readonly lastAttempt: boolean;
}

export type Processor = (job: QueuedJob) => Promise<void>;

/** The queue as the engine sees it: hints that may be lost, whichever backend holds them. */
export interface Queues {
  /** Queues jobs; those already there under their id are left alone. Fails fast when the backend is away. */
  addBulk(dispatches: readonly Dispatch[]): Promise<void>;
  /** Queues jobs again: finished or failed ones of the same id are removed first, running ones are left alone. */
  replace(dispatches: readonly Dispatch[]): Promise<void>;
  /** Runs jobs of one queue until the returned function is called, which waits for the running ones. */
  work(queue: QueueName, concurrency: number, process: Processor): Promise<() => Promise<void>>;
  /** Whether the backend answers. */
  ping(): Promise<boolean>;
  close(): Promise<void>;
}

/** BullMQ reads `:` in ids as a separator, hence the dash. */
export const jobIdOf = (outboxId: string, job: string): string => `${outboxId}-${job}`;
