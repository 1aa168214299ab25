import { defineJob } from '../../../platform/queue/define-job.ts';
import { updateInbox } from '../commands/update-inbox.ts';
import { invitationChanged } from '../invitation.events.ts';

/** Shows a changed invitation in its supplier's inbox. */
export const updateInboxJob = defineJob({
  name: 'update-inbox',
  queue: 'invitations',
  on: [invitationChanged],
  run: ({ db, cause }, { payload: { rfqId, supplierId } }) =>
    updateInbox({ db, cause }, { rfqId, first: supplierId, last: supplierId }),
});
