import { inTransaction } from '../../../platform/db/in-transaction.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { EngineContext } from '../../../platform/graphql/context.ts';
import { complete, emit } from '../../../platform/outbox/outbox.writes.ts';
import { invitationsClosed } from '../invitation.events.ts';

const BATCH_SIZE = 5_000;

/**
 * Closes the next batch of an RFQ's unanswered invitations, once the RFQ takes no more answers. What is closed
 * leaves the set, so a killed run is simply taken up again. The last batch completes the cause. `silent`: the
 * suppliers had their chance to answer. Returns whether batches may be left.
 */
export async function closeInvitations(
  ctx: EngineContext,
  { rfqId, silent }: { rfqId: string; silent: boolean },
): Promise<boolean> {
  return inTransaction(ctx.db, async (tx) => {
    const closed = await sql<{ supplierId: string }>(
      tx,
      `with unanswered as (
         select rfq_id, supplier_id from invitation
          where rfq_id = $1 and state in ('SENT', 'VIEWED')
          order by supplier_id limit $2 for update)
       update invitation i set state = 'CLOSED_NO_REPLY' from unanswered u
        where i.rfq_id = $1 and u.rfq_id = i.rfq_id and u.supplier_id = i.supplier_id
       returning i.supplier_id as "supplierId"`,
      [rfqId, BATCH_SIZE],
    );
    const ids = closed.map((row) => row.supplierId).toSorted();
    const [first] = ids;
    const last = ids.at(-1);
    if (first !== undefined && last !== undefined) {
      const range = { firstSupplierId: first, lastSupplierId: last };
      await emit(tx, invitationsClosed, rfqId, { rfqId, ...range, silent });
    }
    if (ids.length === BATCH_SIZE) return true;
    await complete(tx, ctx.cause);
    return false;
  });
}
