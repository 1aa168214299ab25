import { actorKey } from '../../platform/kernel/actor.ts';
import { keyOf } from '../../platform/kernel/ids.ts';
import { audit } from '../../platform/audit/audit.writes.ts';
import { inTransaction } from '../../platform/db/in-transaction.ts';
import type { Tx } from '../../platform/db/sql.ts';
import type { CommandContext } from '../../platform/graphql/context.ts';
import { isReplay, requestHash } from '../../platform/idempotency/idempotency.writes.ts';
import { isBuyerSide, rfqNotFound } from './rfq.rules.ts';
import { type LockedRfq, lockRfq } from './rfq.writes.ts';

/**
 * The frame of every decision of the buyer's side about one of its RFQs: one transaction that locks the
 * RFQ, refuses strangers as if it did not exist, honours the idempotency key and writes the audit row.
 */
export async function decideOnRfq(
  ctx: CommandContext,
  action: string,
  input: { rfqId: string; idempotencyKey?: string | undefined },
  decide: (tx: Tx, rfq: LockedRfq) => Promise<void>,
): Promise<{ rfqId: string; replayed: boolean }> {
  const [id] = keyOf('Rfq', input.rfqId, 1) ?? [];
  if (id === undefined) throw rfqNotFound();
  return inTransaction(ctx.db, async (tx) => {
    const replayed = await isReplay(tx, {
      aggregateId: id,
      actorKey: actorKey(ctx.actor),
      key: input.idempotencyKey ?? undefined,
      hash: requestHash(action, input),
    });
    const rfq = await lockRfq(tx, id);
    if (!rfq || !isBuyerSide(ctx.actor, rfq)) throw rfqNotFound();
    if (replayed) return { rfqId: id, replayed };
    await decide(tx, rfq);
    await audit(tx, { aggregateId: id, action, actor: ctx.actor });
    return { rfqId: id, replayed: false };
  });
}
