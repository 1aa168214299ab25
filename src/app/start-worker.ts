import type { DataSource } from 'typeorm';
import type { Config } from '../platform/config/config.ts';
import { collectPool } from '../platform/db/pool-metrics.ts';
import { collectOutbox } from '../platform/outbox/outbox-metrics.ts';
import type { PubSub } from '../platform/pubsub/pubsub.ts';
import { collectQueues } from '../platform/queue/queue-metrics.ts';
import type { Queues } from '../platform/queue/queues.ts';
import type { Logger } from '../platform/telemetry/logger.ts';
import { Metrics } from '../platform/telemetry/metrics.ts';
import { observeFanOut } from './jobs/fan-out-metrics.ts';
import { createJobMetrics } from './jobs/job-metrics.ts';
import { jobs } from './jobs/jobs.ts';
import { runPurge } from './jobs/run-purge.ts';
import { runRelay } from './jobs/run-relay.ts';
import { runWorkers } from './jobs/run-workers.ts';
import { runSweeper } from './jobs/schedules.ts';
import { collectPoolSize } from './jobs/supplier-metrics.ts';

export interface WorkerParts {
  readonly config: Config;
  readonly db: DataSource;
  readonly queues: Queues;
  readonly pubsub: PubSub;
  /** Those of the process; of this part alone when absent. */
  readonly metrics?: Metrics;
  readonly log: Logger;
}

export interface RunningWorker {
  readonly stop: () => Promise<void>;
}

/** Starts the relay, the workers of every queue, the sweeper and the purge. Any number of copies may run side by side. */
export async function startWorker(parts: WorkerParts): Promise<RunningWorker> {
  const { config, db, queues, pubsub, metrics = new Metrics(), log } = parts;
  collectPool(metrics, 'worker', db);
  collectQueues(metrics, queues);
  collectOutbox(metrics, db);
  collectPoolSize(metrics, db);
  const observe = observeFanOut(metrics, db);
  const relay = await runRelay({ db, queues, pubsub, jobs, pollMs: config.OUTBOX_POLL_MS, observe, log });
  const sweeper = runSweeper({
    db,
    queues,
    jobs,
    intervalMs: config.SWEEP_INTERVAL_MS,
    redispatchAfterMs: config.REDISPATCH_AFTER_MS,
    metrics,
    log,
  });
  const purge = runPurge({ db, config, log });
  const stopWorkers = await runWorkers({
    db,
    queues,
    jobs,
    settings: { waveSize: config.WAVE_SIZE },
    concurrency: config.WORKER_CONCURRENCY,
    metrics: createJobMetrics(metrics, jobs),
    log,
    onDone: relay.wake,
  });
  return {
    async stop() {
      await Promise.all([stopWorkers(), sweeper.stop(), purge.stop()]);
      // Last, so that what the running jobs have stated is still handed on.
      await relay.stop();
    },
  };
}
