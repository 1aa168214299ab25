import { inTransaction } from '../../../platform/db/in-transaction.ts';
import type { EngineContext } from '../../../platform/graphql/context.ts';
import { complete } from '../../../platform/outbox/outbox.writes.ts';
import type { SupplierRange } from '../invitation-range.queries.ts';
import { refreshInbox } from '../supplier-inbox.writes.ts';

/** Brings the inboxes of a range of suppliers up to date with their invitations to one RFQ. */
export async function updateInbox(
  ctx: EngineContext,
  { rfqId, ...range }: SupplierRange & { rfqId: string },
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    if (await complete(tx, ctx.cause)) await refreshInbox(tx, rfqId, range);
  });
}
