import { z } from 'zod';
import { defineEvent } from '../../platform/outbox/define-event.ts';

/** A wave of an RFQ's shortlist is ready to be invited. */
export const rfqMatched = defineEvent('rfq.matched', 1, z.object({ rfqId: z.uuid(), wave: z.int() }));
