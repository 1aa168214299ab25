import { type Actor, actorKey } from '../../platform/kernel/actor.ts';
import { sql, type Tx } from '../../platform/db/sql.ts';
import { findUnits } from '../catalog/index.ts';
import { findRfqLines } from '../rfqs/index.ts';
import type { QuoteContent } from './quote-content.ts';
import { readQuote } from './quote-content.rules.ts';
import type { QuoteContentInput } from './quote-input.type.ts';
import type { QuoteTurn } from './quote.writes.ts';

/** Names a revision and its supplier: all that facts and the audit tell of it. */
export interface WrittenRevision {
  readonly rfqId: string;
  readonly quoteId: string;
  readonly supplierId: string;
  /** One more than the version before; 1 for a new quote. */
  readonly version: number;
}

/**
 * Checks a quote against its RFQ and writes it as the quote's next revision, in force from now on. The turn holds
 * the supplier's invitation, so versions have no gaps. Throws every problem of the input at once.
 */
export async function putRevision(
  tx: Tx,
  actor: Actor,
  turn: QuoteTurn,
  quoteId: string,
  input: QuoteContentInput,
): Promise<WrittenRevision> {
  const { rfq, supplierId, quote } = turn;
  const lines = await findRfqLines(tx, [rfq.id]);
  const codes = [...input.lines.flatMap((line) => line.unit ?? []), ...lines.map((line) => line.unit)];
  const units = await findUnits(tx, [...new Set(codes)]);
  const content = readQuote(input, { rfq, lines, units });
  const revision = { rfqId: rfq.id, quoteId, supplierId, version: (quote?.version ?? 0) + 1 };
  await insertQuote(tx, revision, rfq.now);
  await insertRevision(tx, revision, content, { by: actorKey(actor), at: rfq.now });
  await insertLines(tx, revision, content.lines);
  return revision;
}

/** A quote that is there already takes the new version; its place in lists stays that of its first submission. */
async function insertQuote(tx: Tx, revision: WrittenRevision, submittedAt: Date): Promise<void> {
  await sql(
    tx,
    `insert into quote (rfq_id, id, supplier_id, version, state, submitted_at)
     values ($1, $2, $3, $4, 'SUBMITTED', $5)
     on conflict (rfq_id, id) do update set version = excluded.version, state = excluded.state, state_reason = null`,
    [revision.rfqId, revision.quoteId, revision.supplierId, revision.version, submittedAt],
  );
}

async function insertRevision(
  tx: Tx,
  { rfqId, quoteId, version }: WrittenRevision,
  { terms, complete }: QuoteContent,
  submitted: { readonly by: string; readonly at: Date },
): Promise<void> {
  await sql(
    tx,
    `insert into quote_revision (rfq_id, quote_id, version, currency, incoterm, incoterm_place, ship_from, payment_schedule,
                                 early_payment, valid_until, lead_time_days, minimum_order_amount, minimum_order_currency,
                                 fixed_charges, complete, submitted_by, submitted_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9::jsonb, $10, $11, $12, $13, $14::jsonb, $15, $16, $17)`,
    [
      rfqId,
      quoteId,
      version,
      terms.currency,
      terms.incoterm,
      terms.incotermPlace,
      terms.shipFrom,
      JSON.stringify(terms.paymentSchedule),
      terms.earlyPayment && JSON.stringify(terms.earlyPayment),
      terms.validUntil,
      terms.leadTimeDays,
      terms.minimumOrderValue?.amount ?? null,
      terms.minimumOrderValue?.currency ?? null,
      JSON.stringify(terms.fixedCharges),
      complete,
      submitted.by,
      submitted.at,
    ],
  );
}

/** All lines in one statement, whatever their number; JSON, because tiers are lists inside a list. */
async function insertLines(tx: Tx, revision: WrittenRevision, lines: QuoteContent['lines']): Promise<void> {
  await sql(
    tx,
    `insert into quote_line (rfq_id, quote_id, version, position, line_no, bid_type, unit_price, price_base_quantity, unit, tiers,
                             tier_kind, minimum_order_quantity, pack_size, capacity, lead_time_days, country_of_origin, hs_code,
                             offered_item, comment)
     select $1::uuid, $2::uuid, $3::int, l.*
       from jsonb_to_recordset($4::jsonb) as l(position int, "lineNo" int, "bidType" text, "unitPrice" numeric,
            "priceBaseQuantity" numeric, unit text, tiers jsonb, "tierKind" text, "minimumOrderQuantity" numeric,
            "packSize" numeric, capacity numeric, "leadTimeDays" int, "countryOfOrigin" text, "hsCode" text,
            "offeredItem" text, comment text)`,
    [
      revision.rfqId,
      revision.quoteId,
      revision.version,
      JSON.stringify(lines.map((line, index) => ({ position: index + 1, ...line }))),
    ],
  );
}
