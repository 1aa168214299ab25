import { defineJob } from '../../../platform/queue/define-job.ts';
import { closeDueRfq } from '../commands/close-due-rfq.ts';
import { rfqPublished } from '../rfq.events.ts';

/** Closes an RFQ at its deadline. Only a hint: the sweeper finds every overdue RFQ, whatever the queue remembers. */
export const closeRfqJob = defineJob({
  name: 'close-rfq',
  queue: 'rfqs',
  on: [rfqPublished],
  hint: true,
  runAt: (payload) => new Date(payload.closesAt),
  run: async (context, fact) => {
    await closeDueRfq({ db: context.db }, fact.rfqId);
  },
});
