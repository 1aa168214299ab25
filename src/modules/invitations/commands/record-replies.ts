import { inTransaction } from '../../../platform/db/in-transaction.ts';
import type { EngineContext } from '../../../platform/graphql/context.ts';
import { complete } from '../../../platform/outbox/outbox.writes.ts';
import { countReplies } from '../../suppliers/index.ts';
import { findAnswered } from '../invitation-range.queries.ts';

/**
 * Counts who quoted and who declined, once the RFQ has closed, in the track records. Not before: track records
 * can be seen, and on a sealed RFQ nobody may learn from them who has answered.
 */
export async function recordReplies(ctx: EngineContext, { rfqId }: { rfqId: string }): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    if (!(await complete(tx, ctx.cause))) return;
    await countReplies(tx, await findAnswered(tx, rfqId));
  });
}
