import { defineJob } from '../../../platform/queue/define-job.ts';
import { rfqClosed } from '../../rfqs/index.ts';
import { noteLatestQuote } from '../commands/note-latest-quote.ts';
import { quoteRevised, quoteSubmitted, quoteWithdrawn } from '../quote.events.ts';

/** Notes quotes in the list of requests as they come in; those of a sealed request when it has closed. */
export const noteLatestQuoteJob = defineJob({
  name: 'note-latest-quote',
  queue: 'invitations',
  on: [quoteSubmitted, quoteRevised, quoteWithdrawn, rfqClosed],
  run: ({ db, cause }, { rfqId }) => noteLatestQuote({ db, cause }, { rfqId }),
});
