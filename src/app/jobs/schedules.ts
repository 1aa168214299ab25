import type { DataSource } from 'typeorm';
import { lapseDueAwards } from '../../modules/awards/index.ts';
import { closeDueRfq, findDueRfqs } from '../../modules/rfqs/index.ts';
import { sweepOutbox } from '../../platform/outbox/sweep.ts';
import type { AnyJob } from '../../platform/queue/define-job.ts';
import type { Queues } from '../../platform/queue/queues.ts';
import type { Logger } from '../../platform/telemetry/logger.ts';
import type { Metrics } from '../../platform/telemetry/metrics.ts';
import { type Loop, startLoop } from './loop.ts';

const BATCH = 500;

export interface SweeperOptions {
  readonly db: DataSource;
  readonly queues: Queues;
  readonly jobs: readonly AnyJob[];
  readonly intervalMs: number;
  readonly redispatchAfterMs: number;
  readonly metrics: Metrics;
  readonly log: Logger;
}

/** What happens by the clock, all of it safe in any number of copies: overdue deadlines and awards, and hints that Redis has lost. */
export function runSweeper(options: SweeperOptions): Loop {
  const { db, queues, jobs, log } = options;
  const redispatched = options.metrics.counter({
    name: 'rfq_jobs_redispatched_total',
    help: 'Jobs that were dispatched again because they had not completed in time.',
  });
  return startLoop(
    'sweeper',
    options.intervalMs,
    async () => {
      const due = await findDueRfqs(db, BATCH);
      for (const rfqId of due) {
        // One request that cannot be locked now must not keep the others open.
        await closeDueRfq({ db }, rfqId).catch((error: unknown) =>
          log.warn({ err: error, rfqId }, 'a due request was not closed'),
        );
      }
      await lapseDueAwards({ db }, BATCH);
      const again = await sweepOutbox(db, jobs, queues, options.redispatchAfterMs);
      redispatched.inc(again);
      if (again > 0) log.info({ jobs: again }, 'jobs without effect were dispatched again');
      return due.length === BATCH;
    },
    log,
  );
}
