import { defineJob } from '../../../platform/queue/define-job.ts';
import { rfqClosed } from '../../rfqs/index.ts';
import { freezeRates } from '../commands/freeze-rates.ts';

/** Freezes the rates of the comparison when an RFQ closes. */
export const freezeRatesJob = defineJob({
  name: 'freeze-rates',
  queue: 'comparison',
  on: [rfqClosed],
  run: (context, fact) => freezeRates({ db: context.db, cause: context.cause }, fact.rfqId),
});
