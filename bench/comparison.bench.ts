import pg from 'pg';
import type { DataSource } from 'typeorm';
import { compareRfq, findComparable } from '../src/modules/comparison/comparison.queries.ts';
import { type ComparisonResult, compareQuotes } from '../src/modules/comparison/scoring/index.ts';
import { findRfqs } from '../src/modules/rfqs/index.ts';
import { sql } from '../src/platform/db/sql.ts';
import { add, ZERO } from '../src/platform/kernel/fixed.ts';
import { type BenchDatabase, type BenchEngine } from './engine.ts';
import { expectSame, sample } from './measure.ts';
import { BUYER, post } from './requests.ts';
import { perSecond, type SubjectReport, times } from './subject.ts';

const QUOTES = 5_000;
const LINES = 10;
const RUNS = 6;
const WARM_UP = 1;

/** Comparing 5,000 quotes of 10 lines with the full ledger, against fetching their columns. */
export async function comparison(engine: BenchEngine): Promise<SubjectReport> {
  const database = await engine.clone('pool');
  const { db } = database;
  const rfqId = await quotedRfq(db);
  const compare = async () => {
    const compared = await compareRfq(db, BUYER, rfqId);
    if (!compared) throw new Error('the quotes cannot be seen');
    return compared;
  };
  const { input, result } = await compare();
  const ranked = expectSound(result);
  expectSame(await resultOf(compare), shapeOf(result), 'a second comparison');

  const runs = { warmUp: WARM_UP, runs: RUNS };
  const whole = await sample(runs, compare);
  const fetch = await fetchColumns(database, rfqId, runs);
  const scoring = await sample(runs, () => compareQuotes(input));
  const reading = await sample(runs, async () => findComparable(db, await findRfqs(db, BUYER, [rfqId])));
  await database.drop();

  const ratio = whole.meanMs / fetch.meanMs;
  const rate = (meanMs: number) => perSecond(QUOTES, meanMs, 'quotes');
  return {
    title: `Compare ${QUOTES.toLocaleString('en')} quotes × ${LINES} lines, full ledger`,
    measured: [
      {
        part: 'ours',
        what: '`compareRfq`: read, compute exactly, rank, explain',
        times: whole,
        throughput: rate(whole.meanMs),
      },
      { part: 'part of ours', what: 'reading records', times: reading, throughput: rate(reading.meanMs) },
      {
        part: 'part of ours',
        what: 'scoring alone (`compareQuotes`, pure)',
        times: scoring,
        throughput: rate(scoring.meanMs),
      },
      {
        part: 'limit',
        what: 'fetching the columns (`rowMode: array`)',
        times: fetch,
        throughput: rate(fetch.meanMs),
      },
    ],
    reached: [
      { what: 'whole comparison over the fetch, mean', value: times(ratio), goal: '≤ 5×', met: ratio <= 5 },
      {
        what: 'scoring alone over the fetch, mean',
        value: times(scoring.meanMs / fetch.meanMs),
        goal: '–',
        met: null,
      },
    ],
    checked: [
      `all ${QUOTES.toLocaleString('en')} quotes are ranked, ranks have no gaps, and costs rise with them (${ranked.toLocaleString('en')} ranked)`,
      'every ledger adds up to its total exactly',
      'two comparisons give the same order and totals',
    ],
    notes: [
      'Five currencies, five Incoterms, price breaks on every third line, payment in instalments; decimals throughout, no floats.',
    ],
  };
}

const shapeOf = (result: ComparisonResult) =>
  result.entries.map(({ quoteId, rank, total }) => [quoteId, rank, String(total)]);

const resultOf = async (compare: () => Promise<{ result: ComparisonResult }>) =>
  shapeOf((await compare()).result);

function expectSound({ entries }: ComparisonResult): number {
  expectSame(entries.length, QUOTES, 'compared quotes');
  const ranked = entries.filter(({ rank }) => rank !== null);
  const unranked = entries.find(({ rank }) => rank === null);
  expectSame(unranked?.gaps ?? [], [], 'gaps of a quote');
  expectSame(
    ranked.map(({ rank }) => rank),
    ranked.map((_entry, index) => index + 1),
    'ranks',
  );
  ranked.forEach((entry, index) => {
    const before = ranked[index - 1];
    if (before && before.total > entry.total) throw new Error(`rank ${index} costs more than the next`);
    const sum = entry.ledger.reduce((total, item) => add(total, item.amount), ZERO);
    expectSame(String(sum), String(entry.total), `the ledger of ${entry.quoteId}`);
  });
  return ranked.length;
}

/** The limit: every value that a comparison needs, once over the wire, without names and without reading any of it. */
async function fetchColumns({ url }: BenchDatabase, rfqId: string, runs: { warmUp: number; runs: number }) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const [quoteColumns, lineColumns] = [
    `select q.id, q.supplier_id, q.state, v.currency, v.incoterm, v.ship_from, v.payment_schedule, v.early_payment, v.valid_until,
            v.lead_time_days, v.minimum_order_amount, v.minimum_order_currency, v.fixed_charges, v.submitted_at
       from quote q join quote_revision v on v.rfq_id = q.rfq_id and v.quote_id = q.id and v.version = q.version
      where q.rfq_id = $1 order by q.id`,
    `select quote_id, line_no, bid_type, unit_price, price_base_quantity, unit, tiers, tier_kind, minimum_order_quantity, pack_size,
            capacity, lead_time_days, country_of_origin, hs_code
       from quote_line where rfq_id = $1 order by quote_id, version, position`,
  ];
  const fetched = await sample(runs, async () => {
    const counts: number[] = [];
    for (const text of [quoteColumns, lineColumns])
      counts.push((await client.query({ text, values: [rfqId], rowMode: 'array' })).rows.length);
    expectSame(counts, [QUOTES, QUOTES * LINES], 'fetched rows');
  });
  await client.end();
  return fetched;
}

/** An open RFQ of ten lines with 5,000 complete quotes, written in sets: how they came in is not what is measured. */
async function quotedRfq(db: DataSource): Promise<string> {
  const rfqId = await post(db, {
    title: 'Steel brackets in ten sizes',
    currency: 'EUR',
    deliverTo: { country: 'DE', place: 'Hamburg' },
    closesAt: new Date(Date.now() + 7 * 86_400_000),
    bidVisibility: 'OPEN',
    allowPartialQuotes: true,
    lines: Array.from({ length: LINES }, (_line, index) => ({
      category: { scheme: 'CPV', code: '44530000' },
      description: `Bracket, size ${index + 1}`,
      quantity: { value: String(100 * (index + 1)), unit: 'C62' },
      unitWeight: { value: '0.5', unit: 'KGM' },
      unitVolume: { value: '0.001', unit: 'MTQ' },
      hsCode: '732690',
    })),
  });
  for (const statement of QUOTED)
    await sql(db, statement, [rfqId, ...(statement.includes('$2') ? [QUOTES] : [])]);
  await sql(db, 'analyze quote, quote_revision, quote_line');
  return rfqId;
}

const ID_OF = `md5('quote ' || s.id)::uuid`;
const QUOTED = [
  `insert into invitation (rfq_id, supplier_id, wave, state, score, reasons, sent_at)
   select $1, id, 1, 'QUOTED', 0.5, '[]', now() from (select id from supplier order by id limit $2) s`,
  `insert into quote (rfq_id, id, supplier_id, version, state, submitted_at)
   select $1, ${ID_OF}, s.id, 1, 'SUBMITTED', now() from (select supplier_id as id from invitation where rfq_id = $1) s`,
  `insert into quote_revision (rfq_id, quote_id, version, currency, incoterm, incoterm_place, ship_from, payment_schedule,
                               valid_until, lead_time_days, fixed_charges, complete, submitted_by, submitted_at)
   select $1, q.id, 1, (array['EUR','USD','GBP','PLN','CHF'])[1 + q.n % 5], (array['EXW','FOB','CIF','DAP','DDP'])[1 + q.n / 5 % 5],
          'Hamburg', (array['DE','US','CN','PL'])[1 + q.n % 4],
          '[{"percent":"30","days":0,"anchor":"ORDER"},{"percent":"70","days":30,"anchor":"DELIVERY"}]',
          now() + interval '90 days', 7 + q.n % 60, '[]', true, 'bench', now()
     from (select id, row_number() over (order by id)::int as n from quote where rfq_id = $1) q`,
  `insert into quote_line (rfq_id, quote_id, version, position, line_no, bid_type, unit_price, price_base_quantity, unit, tiers, tier_kind)
   select $1, q.id, 1, l.line_no, l.line_no, 'WITHOUT_EXCEPTION', p.price, 1, 'C62',
          case when l.line_no % 3 = 0
               then jsonb_build_array(jsonb_build_object('fromQuantity', '500', 'unitPrice', (p.price * 0.95)::text)) else '[]' end,
          'ALL_UNITS'
     from (select id, row_number() over (order by id)::int as n from quote where rfq_id = $1) q
     cross join rfq_line l
     cross join lateral (select ((500 + (q.n * 7919 + l.line_no * 104729) % 1000) / 100.0)::numeric(24, 2) as price) p
    where l.rfq_id = $1`,
];
