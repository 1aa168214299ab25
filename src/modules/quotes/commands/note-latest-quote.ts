import { inTransaction } from '../../../platform/db/in-transaction.ts';
import type { EngineContext } from '../../../platform/graphql/context.ts';
import { complete } from '../../../platform/outbox/outbox.writes.ts';
import { noteLatestQuoteAt } from '../../rfqs/index.ts';
import { findLatestQuoteAt } from '../quote.queries.ts';

/** Shows in the list of requests when the latest quote on one came in; nothing of a sealed one before it is opened. */
export async function noteLatestQuote(ctx: EngineContext, { rfqId }: { rfqId: string }): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    if (!(await complete(tx, ctx.cause))) return;
    await noteLatestQuoteAt(tx, rfqId, () => findLatestQuoteAt(tx, rfqId));
  });
}
