import { inTransaction } from '../../../platform/db/in-transaction.ts';
import type { EngineContext } from '../../../platform/graphql/context.ts';
import { complete } from '../../../platform/outbox/outbox.writes.ts';
import { countInvitations } from '../../suppliers/index.ts';
import { findSentBatch } from '../invitation-range.queries.ts';

/** Counts a batch of invitations in the track record of its suppliers, once. */
export async function recordInvitations(
  ctx: EngineContext,
  batch: { rfqId: string; wave: number; batch: number },
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    if (!(await complete(tx, ctx.cause))) return;
    const sent = await findSentBatch(tx, batch);
    const [first] = sent;
    if (first)
      await countInvitations(
        tx,
        sent.map(({ supplierId }) => supplierId),
        first.sentAt,
      );
  });
}
