import { type Db, sql, sqlOne } from '../../platform/db/sql.ts';
import {
  type CrossRate,
  dutyRatesFor,
  findUnits,
  logisticsRatesFor,
  ratesAsOfEach,
} from '../catalog/index.ts';
import { costsOfCapital } from '../identity/index.ts';
import { type ComparisonBasis, keptRates } from './comparison-basis.rules.ts';
import { type ComparableRfq, needsOf, type RateNeeds } from './rate-needs.rules.ts';

/** What one RFQ's rates are looked up by. */
interface Wanted {
  readonly rfqId: string;
  readonly partnerId: string;
  readonly destination: string;
  readonly currency: string;
  readonly asOf: string;
  readonly needs: RateNeeds;
  readonly origins: readonly string[];
}

/**
 * The basis of each RFQ's comparison, by RFQ id: the frozen one, or until it is frozen the same rates looked
 * up for the same day (that of closing; today, by database time, while quotes are still taken).
 */
export async function findBases(
  db: Db,
  rfqs: readonly ComparableRfq[],
): Promise<ReadonlyMap<string, ComparisonBasis>> {
  const frozen = await sql<ComparisonBasis & { rfqId: string }>(
    db,
    `select rfq_id as "rfqId", rates_as_of::text as "ratesAsOf", rates from comparison_basis where rfq_id = any($1::uuid[])`,
    [rfqs.map(({ rfq }) => rfq.id)],
  );
  const bases = new Map<string, ComparisonBasis>(frozen.map((row) => [row.rfqId, row]));
  const missing = rfqs.filter(({ rfq }) => !bases.has(rfq.id));
  if (missing.length === 0) return bases;
  for (const [rfqId, basis] of await gatherBases(db, missing)) bases.set(rfqId, basis);
  return bases;
}

/**
 * Looks the rates up as they are known now. What an RFQ gets does not depend on the others: they only share
 * statements, of which there are six, one after the other (a transaction has one connection).
 */
export async function gatherBases(
  db: Db,
  rfqs: readonly ComparableRfq[],
): Promise<ReadonlyMap<string, ComparisonBasis>> {
  const now = await today(db);
  const wanted = rfqs.map((comparable) => wantedFor(comparable, now));
  const units = await findUnits(db, [...new Set(wanted.flatMap((one) => one.needs.units))]);
  const logistics = await logisticsRatesFor(db, wanted);
  const duties = await dutyRatesFor(db, wanted);
  const fx = await ratesAsOfEach(
    db,
    wanted.map(({ needs, currency, asOf }, index) => ({
      currencies: currenciesOf(needs, logistics[index]),
      target: currency,
      asOf,
    })),
  );
  const costs = await costsOfCapital(db, [...new Set(wanted.map((one) => one.partnerId))]);
  return new Map(
    wanted.map((one, index) => {
      const rates = keptRates(one.needs, one, {
        units,
        logistics: logistics[index] ?? [],
        duties: duties[index] ?? [],
        fx: fx[index] ?? new Map<string, CrossRate>(),
        costOfCapital: costs.get(one.partnerId) ?? null,
      });
      return [one.rfqId, { ratesAsOf: one.asOf, rates }];
    }),
  );
}

function wantedFor(comparable: ComparableRfq, now: string): Wanted {
  const { rfq } = comparable;
  const needs = needsOf(comparable);
  return {
    rfqId: rfq.id,
    partnerId: rfq.partnerId,
    destination: rfq.deliverToCountry,
    currency: rfq.currency,
    asOf: rfq.closedAt?.toISOString().slice(0, 10) ?? now,
    needs,
    origins: needs.origins,
  };
}

/** Today by database time (UTC), as an ISO date. */
async function today(db: Db): Promise<string> {
  const row = await sqlOne<{ today: string }>(db, 'select current_date::text as today');
  if (!row) throw new Error('the database told no time');
  return row.today;
}

/** Freight may be charged in currencies of its own. */
const currenciesOf = (
  needs: RateNeeds,
  logistics: readonly { readonly currency: string | null }[] = [],
): string[] => [...new Set([...needs.currencies, ...logistics.flatMap((rate) => rate.currency ?? [])])];
