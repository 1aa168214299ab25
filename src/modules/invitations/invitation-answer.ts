import { actorKey } from '../../platform/kernel/actor.ts';
import { fail } from '../../platform/kernel/domain-error.ts';
import { keyOf } from '../../platform/kernel/ids.ts';
import { audit } from '../../platform/audit/audit.writes.ts';
import { inTransaction } from '../../platform/db/in-transaction.ts';
import type { Tx } from '../../platform/db/sql.ts';
import type { CommandContext } from '../../platform/graphql/context.ts';
import { isReplay, requestHash } from '../../platform/idempotency/idempotency.writes.ts';
import { lockRfq } from '../rfqs/index.ts';
import { invitationNotFound } from './invitation.rules.ts';
import { type LockedInvitation, lockInvitation } from './invitation.writes.ts';

export interface InvitationAnswer {
  readonly rfqId: string;
  readonly supplierId: string;
  readonly replayed: boolean;
}

/**
 * The frame of what an invited supplier does with its invitation: one transaction that holds the RFQ open,
 * refuses everybody else as if there were no invitation, honours the idempotency key, and judges the deadline by
 * database time after the lock was had. Throws `FORBIDDEN`, `NOT_FOUND` or `RFQ_CLOSED`.
 */
export async function answerInvitation(
  ctx: CommandContext,
  action: string,
  input: { invitationId: string; idempotencyKey?: string | undefined },
  answer: (tx: Tx, invitation: LockedInvitation) => Promise<void>,
): Promise<InvitationAnswer> {
  const { actor } = ctx;
  if (actor.role !== 'SUPPLIER') throw fail('FORBIDDEN', 'Only invited suppliers answer invitations.');
  const { supplierId } = actor;
  const [rfqId, invitedId] = keyOf('Invitation', input.invitationId, 2) ?? [];
  if (rfqId === undefined || invitedId !== supplierId) throw invitationNotFound();
  return inTransaction(ctx.db, async (tx) => {
    const replayed = await isReplay(tx, {
      aggregateId: rfqId,
      actorKey: actorKey(actor),
      key: input.idempotencyKey ?? undefined,
      hash: requestHash(action, input),
    });
    const rfq = await lockRfq(tx, rfqId, 'share');
    const invitation = rfq && (await lockInvitation(tx, rfqId, supplierId));
    if (!rfq || !invitation) throw invitationNotFound();
    if (replayed) return { rfqId, supplierId, replayed };
    if (rfq.state !== 'OPEN' || rfq.due) {
      throw fail(
        'RFQ_CLOSED',
        'The request takes no more answers: its deadline has passed, or it was closed.',
        ['invitationId'],
      );
    }
    await answer(tx, invitation);
    await audit(tx, { aggregateId: rfqId, action, actor, details: { supplierId } });
    return { rfqId, supplierId, replayed };
  });
}
