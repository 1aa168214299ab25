import { defineJob } from '../../../platform/queue/define-job.ts';
import { rfqPublished } from '../../rfqs/index.ts';
import { saveShortlist } from '../commands/save-shortlist.ts';
import { matchRfq } from '../match-rfq.queries.ts';

/** Finds and ranks the suppliers to ask, once an RFQ is published. */
export const matchSuppliersJob = defineJob({
  name: 'match-suppliers',
  queue: 'matching',
  on: [rfqPublished],
  run: async ({ db, cause, settings }, fact) => {
    const selection = await matchRfq(db, fact.rfqId, settings.waveSize);
    await saveShortlist({ db, cause }, { rfqId: fact.rfqId, selection });
  },
});
