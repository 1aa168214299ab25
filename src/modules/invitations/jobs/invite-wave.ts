import { defineJob } from '../../../platform/queue/define-job.ts';
import { rfqMatched } from '../../matching/index.ts';
import { inviteSuppliers } from '../commands/invite-suppliers.ts';

/** Invites a wave of a shortlist, batch by batch, going on where an earlier run has stopped. */
export const inviteWaveJob = defineJob({
  name: 'invite-wave',
  queue: 'invitations',
  on: [rfqMatched],
  run: async ({ db, cause }, { payload }) => {
    while (await inviteSuppliers({ db, cause }, payload));
  },
});
