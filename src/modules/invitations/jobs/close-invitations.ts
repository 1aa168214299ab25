import { defineJob } from '../../../platform/queue/define-job.ts';
import { rfqCancelled, rfqClosed } from '../../rfqs/index.ts';
import { closeInvitations } from '../commands/close-invitations.ts';

/** Closes the invitations of an RFQ that nobody has answered, once it has closed or was called off. */
export const closeInvitationsJob = defineJob({
  name: 'close-invitations',
  queue: 'invitations',
  on: [rfqClosed, rfqCancelled],
  run: async ({ db, cause }, { name, rfqId }) => {
    const silent = name === rfqClosed.name;
    while (await closeInvitations({ db, cause }, { rfqId, silent }));
  },
});
