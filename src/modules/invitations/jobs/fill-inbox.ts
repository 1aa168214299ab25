import { defineJob } from '../../../platform/queue/define-job.ts';
import { fillInbox } from '../commands/fill-inbox.ts';
import { invitationsSent } from '../invitation.events.ts';

/** Lists new invitations in their suppliers' inboxes. */
export const fillInboxJob = defineJob({
  name: 'fill-inbox',
  queue: 'invitations',
  on: [invitationsSent],
  run: ({ db, cause }, { payload }) => fillInbox({ db, cause }, payload),
});
