import { type Db, sql, sqlOne } from '../../platform/db/sql.ts';
import { dutyRatesFor, findUnits, logisticsRatesFor, ratesAsOf } from '../catalog/index.ts';
import { costOfCapitalOf } from '../identity/index.ts';
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
 * statements, one for each partner, destination, currency and day among them.
 */
export async function gatherBases(
  db: Db,
  rfqs: readonly ComparableRfq[],
): Promise<ReadonlyMap<string, ComparisonBasis>> {
  const now = await today(db);
  const wanted = rfqs.map((comparable) => wantedFor(comparable, now));
  const units = await findUnits(
    db,
    distinct(wanted, (one) => one.needs.units),
  );
  const logistics = await perGroup(
    wanted,
    ({ partnerId, destination }) => `${partnerId} ${destination}`,
    (group, { partnerId, destination }) =>
      logisticsRatesFor(db, partnerId, destination, distinct(group, originsOf)),
  );
  const duties = await perGroup(
    wanted,
    ({ destination, asOf }) => `${destination} ${asOf}`,
    (group, { destination, asOf }) => dutyRatesFor(db, destination, distinct(group, originsOf), asOf),
  );
  const fx = await perGroup(
    wanted,
    ({ currency, asOf }) => `${currency} ${asOf}`,
    (group, { currency, asOf }) =>
      ratesAsOf(db, {
        currencies: distinct(group, (one) => currenciesOf(one, logistics(one))),
        target: currency,
        asOf,
      }),
  );
  const costOfCapital = await perGroup(
    wanted,
    ({ partnerId }) => partnerId,
    (_group, { partnerId }) => costOfCapitalOf(db, partnerId),
  );
  return new Map(
    wanted.map((one) => {
      const rates = keptRates(one.needs, one, {
        units,
        logistics: logistics(one),
        duties: duties(one),
        fx: fx(one),
        costOfCapital: costOfCapital(one),
      });
      return [one.rfqId, { ratesAsOf: one.asOf, rates }];
    }),
  );
}

function wantedFor(comparable: ComparableRfq, now: string): Wanted {
  const { rfq } = comparable;
  return {
    rfqId: rfq.id,
    partnerId: rfq.partnerId,
    destination: rfq.deliverToCountry,
    currency: rfq.currency,
    asOf: rfq.closedAt?.toISOString().slice(0, 10) ?? now,
    needs: needsOf(comparable),
  };
}

/** Today by database time (UTC), as an ISO date. */
async function today(db: Db): Promise<string> {
  const row = await sqlOne<{ today: string }>(db, 'select current_date::text as today');
  if (!row) throw new Error('the database told no time');
  return row.today;
}

const originsOf = (one: Wanted): readonly string[] => one.needs.origins;

/** Freight may be charged in currencies of its own. */
const currenciesOf = (one: Wanted, logistics: readonly { currency: string | null }[]): readonly string[] => [
  ...one.needs.currencies,
  ...logistics.flatMap((rate) => rate.currency ?? []),
];

const distinct = (group: readonly Wanted[], of: (one: Wanted) => readonly string[]): string[] =>
  [...new Set(group.flatMap(of))].toSorted();

/** Loads once a group, one after the other (a transaction has one connection), and gives each item its group's answer. */
async function perGroup<T>(
  wanted: readonly Wanted[],
  keyOf: (one: Wanted) => string,
  load: (group: readonly Wanted[], first: Wanted) => Promise<T>,
): Promise<(one: Wanted) => T> {
  const answers = new Map<string, T>();
  for (const first of wanted) {
    const key = keyOf(first);
    if (answers.has(key)) continue;
    const group = wanted.filter((one) => keyOf(one) === key);
    answers.set(key, await load(group, first));
  }
  return (one) => {
    const answer = answers.get(keyOf(one));
    if (answer === undefined) throw new Error('nothing was looked up for this request');
    return answer;
  };
}
