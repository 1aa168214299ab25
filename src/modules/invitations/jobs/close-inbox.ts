import { defineJob } from '../../../platform/queue/define-job.ts';
import { updateInbox } from '../commands/update-inbox.ts';
import { invitationsClosed } from '../invitation.events.ts';

/** Shows closed invitations in their suppliers' inboxes. */
export const closeInboxJob = defineJob({
  name: 'close-inbox',
  queue: 'invitations',
  on: [invitationsClosed],
  run: ({ db, cause }, { payload }) =>
    updateInbox(
      { db, cause },
      { rfqId: payload.rfqId, first: payload.firstSupplierId, last: payload.lastSupplierId },
    ),
});
