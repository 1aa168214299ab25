import { inTransaction } from '../../../platform/db/in-transaction.ts';
import type { EngineContext } from '../../../platform/graphql/context.ts';
import { complete, emit } from '../../../platform/outbox/outbox.writes.ts';
import { inboxFilled } from '../invitation.events.ts';
import { findSentBatch } from '../invitation-range.queries.ts';
import { addToInbox } from '../supplier-inbox.writes.ts';

/** Puts a batch of invitations into the inboxes of its suppliers, once, and states that they are there. */
export async function fillInbox(
  ctx: EngineContext,
  batch: { rfqId: string; wave: number; batch: number },
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    if (!(await complete(tx, ctx.cause))) return;
    await addToInbox(tx, batch.rfqId, await findSentBatch(tx, batch));
    await emit(tx, inboxFilled, batch.rfqId, batch);
  });
}
