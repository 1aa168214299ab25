import { inTransaction } from '../../../platform/db/in-transaction.ts';
import type { EngineContext } from '../../../platform/graphql/context.ts';
import { complete } from '../../../platform/outbox/outbox.writes.ts';
import { findSentBatch } from '../invitation-range.queries.ts';
import { addToInbox } from '../supplier-inbox.writes.ts';

/** Puts a batch of invitations into the inboxes of its suppliers, once. */
export async function fillInbox(
  ctx: EngineContext,
  batch: { rfqId: string; wave: number; batch: number },
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    if (!(await complete(tx, ctx.cause))) return;
    await addToInbox(tx, batch.rfqId, await findSentBatch(tx, batch));
  });
}
