import { z } from 'zod';
import { defineEvent } from '../../platform/outbox/define-event.ts';

const rfqId = z.uuid();

/** An RFQ takes quotes from now until `closesAt`. */
export const rfqPublished = defineEvent(
  'rfq.published',
  1,
  z.object({ rfqId, version: z.int(), closesAt: z.iso.datetime() }),
);

/** An RFQ takes no more quotes; where it was sealed, its quotes are open now. */
export const rfqClosed = defineEvent('rfq.closed', 1, z.object({ rfqId }));

/** The buyer has called the RFQ off. */
export const rfqCancelled = defineEvent('rfq.cancelled', 1, z.object({ rfqId }));
