import type { AnyJob, QueueName } from '../../platform/queue/define-job.ts';
import type { QueuedJob } from '../../platform/queue/queues.ts';
import type { Metrics } from '../../platform/telemetry/metrics.ts';

/** How a run of a job ended: with its effect, to be tried again, or as a dead letter. */
export type Outcome = 'completed' | 'retried' | 'dead';

export interface JobMetrics {
  started(queue: QueueName, queued: QueuedJob): void;
  ended(queued: QueuedJob, outcome: Outcome, durationMs: number): void;
}

/** Measures how long jobs wait and run, and how they end. */
export function createJobMetrics(metrics: Metrics, jobs: readonly AnyJob[]): JobMetrics {
  const names = new Set(jobs.map((job) => job.name));
  const waiting = metrics.histogram({
    name: 'rfq_queue_wait_seconds',
    help: 'Time from when a job could have been run to its first run, by queue.',
    labelNames: ['queue'],
    buckets: [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300],
  });
  const running = metrics.histogram({
    name: 'rfq_job_duration_seconds',
    help: 'Time that a run of a job took, by how it ended.',
    labelNames: ['job', 'outcome'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60],
  });
  return {
    started(queue, queued) {
      if (queued.attempt === 1) waiting.observe({ queue }, queued.waitedMs / 1_000);
    },
    ended(queued, outcome, durationMs) {
      // A job of another version of the engine: its name is not in the list that keeps this label short.
      const job = names.has(queued.job) ? queued.job : 'unknown';
      running.observe({ job, outcome }, durationMs / 1_000);
    },
  };
}
