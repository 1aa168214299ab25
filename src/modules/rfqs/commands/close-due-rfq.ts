import { audit } from '../../../platform/audit/audit.writes.ts';
import { inTransaction } from '../../../platform/db/in-transaction.ts';
import type { EngineContext } from '../../../platform/graphql/context.ts';
import { emit } from '../../../platform/outbox/outbox.writes.ts';
import { rfqClosed } from '../rfq.events.ts';
import { lockRfq, setRfqState } from '../rfq.writes.ts';

/** Closes an RFQ whose deadline has passed by database time. Does nothing otherwise, so it may be called at any time, by anyone, twice. */
export async function closeDueRfq(ctx: EngineContext, rfqId: string): Promise<boolean> {
  return inTransaction(ctx.db, async (tx) => {
    const rfq = await lockRfq(tx, rfqId);
    if (!rfq || rfq.state !== 'OPEN' || !rfq.due) return false;
    await setRfqState(tx, rfq, 'CLOSED');
    await audit(tx, { aggregateId: rfqId, action: 'closeDueRfq', actor: 'engine' });
    await emit(tx, rfqClosed, rfqId, { rfqId });
    return true;
  });
}
