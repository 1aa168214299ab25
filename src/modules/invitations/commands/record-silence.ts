import { inTransaction } from '../../../platform/db/in-transaction.ts';
import type { EngineContext } from '../../../platform/graphql/context.ts';
import { complete } from '../../../platform/outbox/outbox.writes.ts';
import { countReplies, type Reply } from '../../suppliers/index.ts';
import { findInvitationsInRange, type SupplierRange } from '../invitation-range.queries.ts';

/**
 * Counts, once, the invitations of a range of suppliers that closed without an answer, in their track records.
 * Where the RFQ was called off (`silent` is false) nobody is to blame, and nothing is counted.
 */
export async function recordSilence(
  ctx: EngineContext,
  { rfqId, silent, ...range }: SupplierRange & { rfqId: string; silent: boolean },
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    if (!(await complete(tx, ctx.cause)) || !silent) return;
    const replies: { supplierId: string; reply: Reply }[] = [];
    for (const { supplierId, state } of await findInvitationsInRange(tx, rfqId, range)) {
      if (state === 'CLOSED_NO_REPLY') replies.push({ supplierId, reply: 'UNANSWERED' });
    }
    await countReplies(tx, replies);
  });
}
