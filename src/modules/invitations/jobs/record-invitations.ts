import { defineJob } from '../../../platform/queue/define-job.ts';
import { recordInvitations } from '../commands/record-invitations.ts';
import { invitationsSent } from '../invitation.events.ts';

/** Counts new invitations in their suppliers' track records. */
export const recordInvitationsJob = defineJob({
  name: 'record-invitations',
  queue: 'invitations',
  on: [invitationsSent],
  run: ({ db, cause }, { payload }) => recordInvitations({ db, cause }, payload),
});
