import { z } from 'zod';
import { defineEvent } from '../../platform/outbox/define-event.ts';

/** Ids and a number only: on a sealed RFQ even this is told to nobody but the supplier. */
const quoteVersion = z.object({ rfqId: z.uuid(), quoteId: z.uuid(), supplierId: z.uuid(), version: z.int() });

/** A supplier has quoted, for the first time or again after withdrawing. */
export const quoteSubmitted = defineEvent('quote.submitted', 1, quoteVersion);

/** A supplier has replaced its quote by a new revision. */
export const quoteRevised = defineEvent('quote.revised', 1, quoteVersion);

/** A supplier has taken its quote back. */
export const quoteWithdrawn = defineEvent('quote.withdrawn', 1, quoteVersion);
