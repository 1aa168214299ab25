import { type Actor, actorKey } from '../../../platform/kernel/actor.ts';
import { fail } from '../../../platform/kernel/domain-error.ts';
import { keyOf } from '../../../platform/kernel/ids.ts';
import { audit } from '../../../platform/audit/audit.writes.ts';
import { inTransaction } from '../../../platform/db/in-transaction.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { CommandContext } from '../../../platform/graphql/context.ts';
import { isReplay, requestHash } from '../../../platform/idempotency/idempotency.writes.ts';
import { emit } from '../../../platform/outbox/outbox.writes.ts';
import { type LockedRfq, lockRfq } from '../../rfqs/index.ts';
import type { ConfirmAwardInput } from '../award-input.type.ts';
import { awardConfirmed } from '../award.events.ts';
import { type AwardRecord, findAwardsOfRfq } from '../award.queries.ts';
import { awardNotFound } from '../award.rules.ts';
import { settleAwards } from '../award.writes.ts';

/**
 * Confirms an award for its supplier; the last confirmation settles the RFQ. Confirming again changes nothing.
 * Throws `NOT_FOUND`, or `INVALID_STATE` for an award that has lapsed.
 */
export async function confirmAward(
  ctx: CommandContext,
  input: ConfirmAwardInput,
): Promise<{ rfqId: string; awardId: string; replayed: boolean }> {
  const [rfqId, awardId] = keyOf('Award', input.awardId, 2) ?? [];
  if (rfqId === undefined || awardId === undefined) throw awardNotFound();
  return inTransaction(ctx.db, async (tx) => {
    const replayed = await isReplay(tx, {
      aggregateId: rfqId,
      actorKey: actorKey(ctx.actor),
      key: input.idempotencyKey ?? undefined,
      hash: requestHash('confirmAward', input),
    });
    const rfq = await lockRfq(tx, rfqId);
    const awards = rfq ? await findAwardsOfRfq(tx, rfqId) : [];
    const award = awards.find((one) => one.id === awardId && isAwardedTo(one, ctx.actor));
    if (!rfq || !award) throw awardNotFound();
    if (replayed) return { rfqId, awardId, replayed };
    if (award.state !== 'CONFIRMED') {
      assertConfirmable(rfq, award);
      await sql(tx, `update award set state = 'CONFIRMED', confirmed_at = $3 where rfq_id = $1 and id = $2`, [
        rfqId,
        awardId,
        rfq.now,
      ]);
      await audit(tx, { aggregateId: rfqId, action: 'confirmAward', actor: ctx.actor, details: { awardId } });
      await emit(tx, awardConfirmed, rfqId, { rfqId, awardId, supplierId: award.supplierId });
      await settleAwards(tx, rfq);
    }
    return { rfqId, awardId, replayed: false };
  });
}

const isAwardedTo = (award: AwardRecord, actor: Actor): boolean =>
  actor.role === 'SUPPLIER' && actor.supplierId === award.supplierId;

/** Database time decides, whether or not the sweeper has come by. */
function assertConfirmable(rfq: LockedRfq, award: AwardRecord): void {
  if (award.state === 'LAPSED' || award.confirmBy <= rfq.now) {
    throw fail('INVALID_STATE', `The award had to be confirmed by ${award.confirmBy.toISOString()}.`, [
      'awardId',
    ]);
  }
  if (rfq.state !== 'CLOSED') throw fail('INVALID_STATE', `The request is ${rfq.state} by now.`, ['awardId']);
}
