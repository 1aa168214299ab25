import { freezeRatesJob } from '../../modules/comparison/index.ts';
import {
  closeInboxJob,
  closeInvitationsJob,
  fillInboxJob,
  inviteWaveJob,
  recordInvitationsJob,
  recordRepliesJob,
  recordSilenceJob,
  updateInboxJob,
} from '../../modules/invitations/index.ts';
import { matchSuppliersJob } from '../../modules/matching/index.ts';
import { noteLatestQuoteJob } from '../../modules/quotes/index.ts';
import { closeRfqJob } from '../../modules/rfqs/index.ts';
import type { AnyJob } from '../../platform/queue/define-job.ts';

/** THE list of jobs, in pipeline order. */
export const jobs: readonly AnyJob[] = [
  matchSuppliersJob,
  inviteWaveJob,
  fillInboxJob,
  recordInvitationsJob,
  updateInboxJob,
  noteLatestQuoteJob,
  closeRfqJob,
  closeInvitationsJob,
  closeInboxJob,
  recordSilenceJob,
  recordRepliesJob,
  freezeRatesJob,
];
