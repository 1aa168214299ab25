import type { DataSource } from 'typeorm';
import { DEMO_BUYER_ID, DEMO_PARTNER_ID } from '../../../src/modules/identity/index.ts';
import { inTransaction } from '../../../src/platform/db/in-transaction.ts';
import { sql } from '../../../src/platform/db/sql.ts';
import { newId } from '../../../src/platform/kernel/ids.ts';

/** How many there are of what, on each RFQ of a set. Bidders are the first of the given suppliers. */
export interface RfqShape {
  readonly rfqs: number;
  readonly lines: number;
  /** Suppliers that were invited. */
  readonly invited: number;
  /** The first so many of the invited have quoted every line. */
  readonly quoted: number;
  /** Of the first quote; the others have one. */
  readonly revisions?: number;
  /** To the first so many bidders. */
  readonly awards?: number;
  /** Suppliers that were not asked, by somebody's decision. */
  readonly suppressed?: number;
  /** False leaves every line of every quote without a price. */
  readonly priced?: boolean;
}

/**
 * Adds closed RFQs of the demo buyer with everything that a reader can ask of them, written in sets: for tests
 * and benchmarks of reading, which do not care how it came about. Returns their ids, oldest first.
 */
export async function addClosedRfqs(
  db: DataSource,
  suppliers: readonly string[],
  shape: RfqShape,
): Promise<string[]> {
  const ids = Array.from({ length: shape.rfqs }, () => newId());
  const { lines, invited, quoted, revisions = 1, awards = 0, suppressed = 0, priced = true } = shape;
  const own = suppliers.slice(0, invited + suppressed);
  await inTransaction(db, async (tx) => {
    const run = (text: string, ...more: unknown[]) => sql(tx, text, [ids, ...more]);
    await run(RFQ, DEMO_PARTNER_ID, DEMO_BUYER_ID);
    await run(LINES, lines);
    await run(BUYER_LIST);
    await run(REPORT, invited);
    await run(FAN_OUT, invited);
    await run(SHORTLIST, own, invited);
    await run(INVITATIONS, quoted);
    await run(INBOX, lines);
    await run(QUOTES, quoted);
    await run(REVISIONS, revisions, priced);
    await run(QUOTE_LINES, priced);
    if (awards > 0) {
      await run(`insert into award_decision select id, 1, 'test', now() from ${EACH}`);
      await run(AWARDS, awards);
      await run(AWARD_LINES);
    }
    await run(AUDIT);
  });
  return ids;
}

/** The RFQs of the set, numbered from 1. */
const EACH = 'unnest($1::uuid[]) with ordinality as each (id, n)';

// Currencies, destinations and days differ, so that rates have to be looked up for each.
const RFQ = `insert into rfq (id, partner_id, buyer_id, created_by, state, title, description, currency, deliver_to_country, deliver_to_place,
    closes_at, bid_visibility, reach, comparison, request_hash, created_at, published_at, closed_at)
  select id, $2, $3, 'test', 'CLOSED', 'Brackets, lot ' || n, 'Stainless steel, as drawn', (array['EUR', 'USD', 'GBP'])[1 + n % 3],
         (array['DE', 'US', 'PL', 'CN'])[1 + n % 4], 'Dock 4', now() - interval '1 hour', 'OPEN', '{}',
         '{"method": "LOWEST_LANDED_COST", "costOfCapital": null, "maxOverbuyPercent": "0", "criteria": []}', 'test',
         clock_timestamp() + n * interval '1 second', now() - interval '9 days', now() - (n % 5) * interval '1 day'
    from ${EACH}`;

const LINES = `insert into rfq_line (rfq_id, line_no, scheme, code, description, quantity, unit, hs_code)
  select id, line_no, 'CPV', '44530000', 'Bracket, size ' || line_no, 500, 'C62', '732690'
    from ${EACH} cross join generate_series(1, $2::int) line_no`;

const BUYER_LIST = `insert into buyer_rfq (buyer_id, rfq_id, partner_id, number, created_at, published_at, state, title, closes_at)
  select buyer_id, id, partner_id, 'RFQ-' || upper(right(id::text, 10)), created_at, published_at, state, title, closes_at
    from rfq where id = any($1::uuid[])`;

const REPORT = `insert into match_report (rfq_id, candidates, selected, funnel)
  select id, 1000, $2, '[{"reason": "DOES_NOT_SHIP", "count": 12}, {"reason": "MISSING_CERTIFICATION", "count": 3}]' from ${EACH}`;

const FAN_OUT = `insert into fan_out (rfq_id, wave, batch, last_position, invited, done) select id, 1, 1, $2, $2, true from ${EACH}`;

const SHORTLIST = `insert into shortlist_entry (rfq_id, supplier_id, position, wave, score, reasons, suppressed)
  select each.id, s.id, s.place, case when s.place <= $3 then 1 else 0 end, 0.5, '[["CATEGORY_MATCH", 0.3, null], ["QUALITY", 0.2, "4.1"]]',
         case when s.place > $3 then 'OPTED_OUT' end
    from ${EACH} cross join unnest($2::uuid[]) with ordinality as s (id, place)`;

const INVITATIONS = `insert into invitation (rfq_id, supplier_id, wave, state, score, reasons, sent_at)
  select rfq_id, supplier_id, wave, case when position <= $2 then 'QUOTED' else 'SENT' end, score, reasons, now() - interval '8 days'
    from shortlist_entry where rfq_id = any($1::uuid[]) and wave = 1`;

const INBOX = `insert into supplier_inbox (supplier_id, rfq_id, sent_at, state, title, buyer_name, currency, deliver_to_country, closes_at,
    line_count, seq)
  select i.supplier_id, i.rfq_id, i.sent_at, i.state, r.title, b.name, r.currency, r.deliver_to_country, r.closes_at, $2,
         coalesce(known.seq, 0) + row_number() over (partition by i.supplier_id order by r.created_at)
    from invitation i join rfq r on r.id = i.rfq_id join buyer b on b.id = r.buyer_id
    left join (select supplier_id, max(seq) as seq from supplier_inbox group by supplier_id) known on known.supplier_id = i.supplier_id
   where i.rfq_id = any($1::uuid[])`;

const QUOTES = `insert into quote (rfq_id, id, supplier_id, version, state, submitted_at)
  select rfq_id, uuidv7(), supplier_id, 1, 'SUBMITTED', now() - interval '7 days' + position * interval '1 s'
    from shortlist_entry where rfq_id = any($1::uuid[]) and wave = 1 and position <= $2`;

// The first quote has as many revisions as asked for, the last of which counts.
const REVISIONS = `with placed as (
    select q.rfq_id, q.id, q.submitted_at, e.position, case when e.position = 1 then $2::int else 1 end as versions
      from quote q join shortlist_entry e on e.rfq_id = q.rfq_id and e.supplier_id = q.supplier_id where q.rfq_id = any($1::uuid[])),
  latest as (update quote q set version = placed.versions from placed where q.rfq_id = placed.rfq_id and q.id = placed.id)
  insert into quote_revision (rfq_id, quote_id, version, currency, incoterm, incoterm_place, ship_from, payment_schedule, valid_until,
    lead_time_days, fixed_charges, complete, submitted_by, submitted_at)
  select rfq_id, id, version, (array['EUR', 'USD', 'PLN'])[1 + position % 3], (array['DDP', 'DAP', 'FOB'])[1 + position % 3], 'Hamburg',
         (array['DE', 'CN'])[1 + position % 2], '[{"percent": "30", "days": 0, "anchor": "ORDER"}, {"percent": "70", "days": 30, "anchor": "DELIVERY"}]',
         now() + interval '90 days', 14 + position, '[{"label": "Tooling", "amount": {"amount": "150", "currency": "EUR"}}]',
         $3, 'test', submitted_at from placed cross join generate_series(1, versions) version`;

const QUOTE_LINES = `insert into quote_line (rfq_id, quote_id, version, position, line_no, bid_type, unit_price, price_base_quantity, unit, tiers, tier_kind)
  select v.rfq_id, v.quote_id, v.version, l.line_no, l.line_no, case when $2::boolean then 'WITHOUT_EXCEPTION' else 'UNABLE' end,
         case when $2::boolean then 10 + l.line_no end, 1, 'C62',
         case when $2::boolean then '[{"fromQuantity": "600", "unitPrice": "5"}]'::jsonb else '[]' end, 'ALL_UNITS'
    from quote_revision v join rfq_line l on l.rfq_id = v.rfq_id where v.rfq_id = any($1::uuid[])`;

const AWARDS = `insert into award (rfq_id, id, round, quote_id, quote_version, supplier_id, state, total, currency, confirm_by, created_at)
  select q.rfq_id, uuidv7(), 1, q.id, q.version, q.supplier_id, 'PENDING', 100, 'EUR', now() + interval '7 days', now()
    from quote q join shortlist_entry e on e.rfq_id = q.rfq_id and e.supplier_id = q.supplier_id
   where q.rfq_id = any($1::uuid[]) and e.position <= $2`;

// The first award has every line, the others one.
const AWARD_LINES = `insert into award_line (rfq_id, award_id, line_no, quote_position, quantity, cost)
  select a.rfq_id, a.id, l.line_no, l.line_no, 1, 5 from award a join rfq_line l on l.rfq_id = a.rfq_id
    join shortlist_entry e on e.rfq_id = a.rfq_id and e.supplier_id = a.supplier_id
   where a.rfq_id = any($1::uuid[]) and (e.position = 1 or l.line_no = 1)`;

// What the timeline tells of each awarded supplier.
const AUDIT = `insert into audit (rfq_id, id, actor, action, details)
  select rfq_id, uuidv7(), 'supplier:' || supplier_id || ':test', 'confirmAward', jsonb_build_object('awardId', id)
    from award where rfq_id = any($1::uuid[])`;
