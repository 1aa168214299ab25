import { z } from 'zod';
import { defineEvent } from '../../platform/outbox/define-event.ts';

const rfqId = z.uuid();
const supplierId = z.uuid();

/** A batch of invitations has gone out. */
export const invitationsSent = defineEvent(
  'invitations.sent',
  1,
  z.object({ rfqId, wave: z.int(), batch: z.int() }),
);

/** A batch of invitations stands in the inboxes of its suppliers. */
export const inboxFilled = defineEvent('inbox.filled', 1, z.object({ rfqId, wave: z.int(), batch: z.int() }));

/** A supplier has looked at, declined, or answered an invitation. Which of these is not said: on a sealed RFQ it is a secret. */
export const invitationChanged = defineEvent('invitation.changed', 1, z.object({ rfqId, supplierId }));

/**
 * Invitations without an answer have closed: those of the suppliers from `firstSupplierId` to `lastSupplierId`
 * in id order. `silent`: they had until the deadline; not so where the RFQ was called off.
 */
export const invitationsClosed = defineEvent(
  'invitations.closed',
  1,
  z.object({ rfqId, firstSupplierId: supplierId, lastSupplierId: supplierId, silent: z.boolean() }),
);
