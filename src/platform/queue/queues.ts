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
  /** Which run of the job this is, from 1. */
  readonly attempt: number;
  /** Whether a failure of this run would be the last. */
  readonly lastAttempt: boolean;
  /** How long ago the job could have been run for the first time (milliseconds). */
  readonly waitedMs: number;
}

/** What a queue's jobs may be doing. */
export const JOB_STATES = ['waiting', 'active', 'delayed', 'failed'] as const;
export type JobState = (typeof JOB_STATES)[number];

export interface QueueDepth {
  readonly queue: QueueName;
  readonly state: JobState;
  readonly jobs: number;
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
  /** How many jobs each queue holds. Rejects when the backend is away. */
  depths(): Promise<QueueDepth[]>;
  /** Whether the backend answers. */
  ping(): Promise<boolean>;
  close(): Promise<void>;
}

/** BullMQ reads `:` in ids as a separator, hence the dash. */
export const jobIdOf = (outboxId: string, job: string): string => `${outboxId}-${job}`;
