import type { DataSource } from 'typeorm';
import type { Config } from '../platform/config/config.ts';
import type { PubSub } from '../platform/pubsub/pubsub.ts';
import type { Queues } from '../platform/queue/queues.ts';
import type { Logger } from '../platform/telemetry/logger.ts';
import { jobs } from './jobs/jobs.ts';
import { runRelay } from './jobs/run-relay.ts';
import { runWorkers } from './jobs/run-workers.ts';
import { runSweeper } from './jobs/schedules.ts';

export interface WorkerParts {
  readonly config: Config;
  readonly db: DataSource;
  readonly queues: Queues;
  readonly pubsub: PubSub;
  readonly log: Logger;
}

export interface RunningWorker {
  readonly stop: () => Promise<void>;
}

/** Starts the relay, the workers of every queue and the sweeper. Any number of copies may run side by side. */
export async function startWorker({ config, db, queues, pubsub, log }: WorkerParts): Promise<RunningWorker> {
  const relay = await runRelay({ db, queues, pubsub, jobs, pollMs: config.OUTBOX_POLL_MS, log });
  const sweeper = runSweeper({
    db,
    queues,
    jobs,
    intervalMs: config.SWEEP_INTERVAL_MS,
    redispatchAfterMs: config.REDISPATCH_AFTER_MS,
    log,
  });
  const stopWorkers = await runWorkers({
    db,
    queues,
    jobs,
    settings: { waveSize: config.WAVE_SIZE },
    concurrency: config.WORKER_CONCURRENCY,
    log,
    onDone: relay.wake,
  });
  return {
    async stop() {
      await stopWorkers();
      await sweeper.stop();
      await relay.stop();
    },
  };
}
