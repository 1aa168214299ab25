import type { DataSource } from 'typeorm';
import { relayOnce } from '../../platform/outbox/relay.ts';
import type { AnyJob } from '../../platform/queue/define-job.ts';
import type { Dispatch, Queues } from '../../platform/queue/queues.ts';

/**
 * Works off every stated fact in this process, one job after the other, without a queue: for commands that
 * play a whole history. Jobs that wait for a time are left out. Rejects with the first job's failure.
 */
export async function drainOutbox(
  db: DataSource,
  jobs: readonly AnyJob[],
  run: (dispatch: Dispatch) => Promise<void>,
): Promise<void> {
  const inline: Queues = {
    async addBulk(dispatches) {
      for (const dispatch of dispatches) if (dispatch.runAt === null) await run(dispatch);
    },
    replace: (dispatches) => inline.addBulk(dispatches),
    work: () => Promise.reject(new Error('an inline queue has no workers')),
    depths: async () => [],
    ping: async () => true,
    close: async () => {},
  };
  while ((await relayOnce(db, jobs, inline, async () => {})) > 0);
}
