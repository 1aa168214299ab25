import { defineJob } from '../../../platform/queue/define-job.ts';
import { recordSilence } from '../commands/record-silence.ts';
import { invitationsClosed } from '../invitation.events.ts';

/** Counts invitations that closed in silence in their suppliers' track records. */
export const recordSilenceJob = defineJob({
  name: 'record-silence',
  queue: 'invitations',
  on: [invitationsClosed],
  run: ({ db, cause }, { payload }) =>
    recordSilence(
      { db, cause },
      {
        rfqId: payload.rfqId,
        first: payload.firstSupplierId,
        last: payload.lastSupplierId,
        silent: payload.silent,
      },
    ),
});
