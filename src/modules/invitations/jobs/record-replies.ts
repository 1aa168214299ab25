import { defineJob } from '../../../platform/queue/define-job.ts';
import { rfqClosed } from '../../rfqs/index.ts';
import { recordReplies } from '../commands/record-replies.ts';

/** Counts quotes and declines in their suppliers' track records, once an RFQ has closed. */
export const recordRepliesJob = defineJob({
  name: 'record-replies',
  queue: 'invitations',
  on: [rfqClosed],
  run: ({ db, cause }, { payload }) => recordReplies({ db, cause }, payload),
});
