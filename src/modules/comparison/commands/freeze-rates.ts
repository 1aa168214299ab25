import { audit } from '../../../platform/audit/audit.writes.ts';
import { inTransaction } from '../../../platform/db/in-transaction.ts';
import { sqlOne } from '../../../platform/db/sql.ts';
import type { EngineContext } from '../../../platform/graphql/context.ts';
import { complete } from '../../../platform/outbox/outbox.writes.ts';
import { findRfqs } from '../../rfqs/index.ts';
import { gatherBases } from '../comparison-basis.queries.ts';
import { findComparable } from '../comparison.queries.ts';

/**
 * Freezes the rates that a closed RFQ's quotes are compared with, once and for all: rates that are imported
 * later change nothing. No quote can come any more, so what is looked up now is all that is ever needed.
 */
export async function freezeRates(ctx: EngineContext, rfqId: string): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    if (!(await complete(tx, ctx.cause))) return;
    const [comparable] = await findComparable(tx, await findRfqs(tx, 'engine', [rfqId]));
    const basis = comparable && (await gatherBases(tx, [comparable])).get(rfqId);
    if (!basis || comparable.rfq.closedAt === null) return;
    const frozen = await sqlOne(
      tx,
      `insert into comparison_basis (rfq_id, rates_as_of, rates) values ($1, $2, $3::jsonb)
       on conflict (rfq_id) do nothing returning rfq_id`,
      [rfqId, basis.ratesAsOf, JSON.stringify(basis.rates)],
    );
    if (frozen) await audit(tx, { aggregateId: rfqId, action: 'freezeRates', actor: 'engine' });
  });
}
