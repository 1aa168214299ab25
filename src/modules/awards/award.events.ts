import { z } from 'zod';
import { defineEvent } from '../../platform/outbox/define-event.ts';

const rfqId = z.uuid();
const ofAward = z.object({ rfqId, awardId: z.uuid(), supplierId: z.uuid() });

/** The buyer has decided who gets what; each awarded supplier has until its award's `confirmBy` to confirm. */
export const awardDecided = defineEvent('award.decided', 1, z.object({ rfqId, round: z.int() }));

/** An awarded supplier has confirmed. */
export const awardConfirmed = defineEvent('award.confirmed', 1, ofAward);

/** An awarded supplier has not confirmed in time: what it was to get is free again. */
export const awardLapsed = defineEvent('award.lapsed', 1, ofAward);

/** Every award is confirmed: the RFQ is awarded, whole or in part, and its quotes have their outcome. */
export const rfqAwarded = defineEvent(
  'rfq.awarded',
  1,
  z.object({ rfqId, state: z.enum(['AWARDED', 'PARTIALLY_AWARDED']) }),
);

/** The RFQ has ended without any award. */
export const rfqUnsuccessful = defineEvent('rfq.unsuccessful', 1, z.object({ rfqId }));
