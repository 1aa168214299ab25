import { audit } from '../../../platform/audit/audit.writes.ts';
import { inTransaction } from '../../../platform/db/in-transaction.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { EngineContext } from '../../../platform/graphql/context.ts';
import { emit } from '../../../platform/outbox/outbox.writes.ts';
import { lockRfq } from '../../rfqs/index.ts';
import { awardLapsed } from '../award.events.ts';
import { findRfqsWithDueAwards } from '../award.queries.ts';

/**
 * Lets awards lapse that were not confirmed in time, judged by database time: their quantities may be awarded
 * again. One transaction an RFQ; at most `limit` RFQs. Safe to run at any time, in several copies. Returns
 * how many awards lapsed.
 */
export async function lapseDueAwards(ctx: EngineContext, limit: number): Promise<number> {
  let lapsed = 0;
  for (const rfqId of await findRfqsWithDueAwards(ctx.db, limit)) lapsed += await lapseAwardsOf(ctx, rfqId);
  return lapsed;
}

async function lapseAwardsOf(ctx: EngineContext, rfqId: string): Promise<number> {
  return inTransaction(ctx.db, async (tx) => {
    const rfq = await lockRfq(tx, rfqId);
    if (!rfq) return 0;
    const lapsed = await sql<{ awardId: string; supplierId: string }>(
      tx,
      `update award set state = 'LAPSED', lapsed_at = $2
        where rfq_id = $1 and state = 'PENDING' and confirm_by <= $2
        returning id as "awardId", supplier_id as "supplierId"`,
      [rfqId, rfq.now],
    );
    for (const award of lapsed) {
      await audit(tx, {
        aggregateId: rfqId,
        action: 'lapseDueAwards',
        actor: 'engine',
        details: { awardId: award.awardId },
      });
      await emit(tx, awardLapsed, rfqId, { rfqId, ...award });
    }
    return lapsed.length;
  });
}
