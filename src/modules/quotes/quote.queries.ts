import DataLoader from 'dataloader';
import type { Actor } from '../../platform/kernel/actor.ts';
import { type Db, sql, sqlOne } from '../../platform/db/sql.ts';
import { defineLoader, type GraphContext } from '../../platform/graphql/context.ts';
import { OPENED, readableBy } from '../rfqs/index.ts';
import type { EarlyPayment, FixedCharge, Instalment, QuoteLine } from './quote-content.ts';
import { findQuoteLines } from './quote-line.queries.ts';
import type { Incoterm, QuoteState } from './quote.rules.ts';

/** A revision's header; decimals are plain text. */
export interface RevisionRecord {
  readonly rfqId: string;
  readonly quoteId: string;
  readonly version: number;
  readonly state: QuoteState;
  readonly stateReason: string | null;
  readonly complete: boolean;
  readonly currency: string;
  readonly incoterm: Incoterm;
  readonly incotermPlace: string | null;
  readonly shipFrom: string | null;
  readonly paymentSchedule: readonly Instalment[];
  readonly earlyPayment: EarlyPayment | null;
  readonly validUntil: Date;
  readonly leadTimeDays: number;
  readonly minimumOrderAmount: string | null;
  readonly minimumOrderCurrency: string | null;
  readonly fixedCharges: readonly FixedCharge[];
  readonly submittedAt: Date;
}

/** A quote with its current revision. */
export interface QuoteRecord extends RevisionRecord {
  readonly supplierId: string;
}

/**
 * The SQL condition on `quote q join rfq r` under which an actor may read a quote: a supplier its own at any
 * time, everybody else what their RFQs have opened.
 */
export function quotesReadableBy(actor: Actor, parameters: unknown[]): string {
  return actor.role === 'SUPPLIER'
    ? `q.supplier_id = $${parameters.push(actor.supplierId)}`
    : `${OPENED} and ${readableBy(actor, parameters)}`;
}

const REVISION_COLUMNS = `v.rfq_id as "rfqId", v.quote_id as "quoteId", v.version, v.complete, v.currency, v.incoterm,
  v.incoterm_place as "incotermPlace", v.ship_from as "shipFrom", v.payment_schedule as "paymentSchedule",
  v.early_payment as "earlyPayment", v.valid_until as "validUntil", v.lead_time_days as "leadTimeDays",
  trim_scale(v.minimum_order_amount)::text as "minimumOrderAmount", v.minimum_order_currency as "minimumOrderCurrency",
  v.fixed_charges as "fixedCharges", v.submitted_at as "submittedAt"`;

/** Validity ends by the clock, without anybody deciding it. */
export const CURRENT_STATE = `case when q.state = 'SUBMITTED' and v.valid_until <= now() then 'EXPIRED' else q.state end`;

/** As after `select`, for `QUOTE_TABLES`. */
export const QUOTE_COLUMNS = `${REVISION_COLUMNS}, q.supplier_id as "supplierId", ${CURRENT_STATE} as state,
  q.state_reason as "stateReason"`;

/** As after `from`: quotes with their current revision and their RFQ. */
export const QUOTE_TABLES = `quote q join rfq r on r.id = q.rfq_id
  join quote_revision v on v.rfq_id = q.rfq_id and v.quote_id = q.id and v.version = q.version`;

/** Key of a quote in loaders: its RFQ and itself. */
export const quoteKey = (rfqId: string, quoteId: string): string => `${rfqId}:${quoteId}`;

/** Quotes that the actor may read, by pairs of RFQ and (`by`) quote or supplier; in no order. */
async function findByPairs(
  db: Db,
  actor: Actor,
  by: 'q.id' | 'q.supplier_id',
  keys: readonly string[],
): Promise<QuoteRecord[]> {
  const pairs = keys.map((key) => key.split(':'));
  const parameters: unknown[] = [pairs.map((pair) => pair[0]), pairs.map((pair) => pair[1])];
  return sql<QuoteRecord>(
    db,
    `select ${QUOTE_COLUMNS} from ${QUOTE_TABLES}
      where q.rfq_id = any($1::uuid[]) and (q.rfq_id, ${by}) in (select * from unnest($1::uuid[], $2::uuid[]))
        and ${quotesReadableBy(actor, parameters)}`,
    parameters,
  );
}

const quotesByPair = (context: GraphContext, by: 'q.id' | 'q.supplier_id', other: 'quoteId' | 'supplierId') =>
  new DataLoader<string, QuoteRecord | null>(async (keys) => {
    const rows = context.actor ? await findByPairs(context.db, context.actor, by, keys) : [];
    const byKey = new Map(rows.map((row) => [quoteKey(row.rfqId, row[other]), row]));
    return keys.map((key) => byKey.get(key) ?? null);
  });

/** Quotes by `quoteKey` as the caller may read them: `null` for sealed, foreign and absent ones alike. */
export const quoteLoader = defineLoader((context) => quotesByPair(context, 'q.id', 'quoteId'));

/** The quote on an invitation, by `${rfqId}:${supplierId}`, as the caller may read it. */
export const quotesByInvitationLoader = defineLoader((context) =>
  quotesByPair(context, 'q.supplier_id', 'supplierId'),
);

/** A quote with the lines of its current revision. */
export interface OpenedQuote extends QuoteRecord {
  readonly lines: readonly QuoteLine[];
}

/**
 * Every quote on these RFQs that has been opened, but for withdrawn ones, ordered by RFQ and id: what a
 * comparison compares. None of a sealed RFQ, whoever asks. The lines are read by the versions just read, so that
 * a revision in between changes nothing. Two statements, however many RFQs.
 */
export async function findOpenedQuotes(db: Db, rfqIds: readonly string[]): Promise<OpenedQuote[]> {
  const quotes = await sql<QuoteRecord>(
    db,
    `select ${QUOTE_COLUMNS} from ${QUOTE_TABLES}
      where q.rfq_id = any($1::uuid[]) and ${OPENED} and q.state <> 'WITHDRAWN' order by q.rfq_id, q.id`,
    [rfqIds],
  );
  const lines = await findQuoteLines(db, quotes);
  return quotes.map((quote, index) => ({ ...quote, lines: lines[index] ?? [] }));
}

/** When the latest revision of a quote on an RFQ came in that is in force; `null` where there is none, or it is sealed. */
export async function findLatestQuoteAt(db: Db, rfqId: string): Promise<Date | null> {
  const row = await sqlOne<{ at: Date | null }>(
    db,
    `select max(v.submitted_at) as at from ${QUOTE_TABLES} where q.rfq_id = $1 and ${OPENED} and q.state <> 'WITHDRAWN'`,
    [rfqId],
  );
  return row?.at ?? null;
}

/** All revisions of a quote that the caller was let through to, newest first. Older ones are `SUPERSEDED`. */
export const revisionsLoader = defineLoader(
  (context) =>
    new DataLoader<string, RevisionRecord[]>(async (keys) => {
      const pairs = keys.map((key) => key.split(':'));
      const rows = await sql<RevisionRecord>(
        context.db,
        `select ${REVISION_COLUMNS}, case when v.version < q.version then 'SUPERSEDED' else ${CURRENT_STATE} end as state,
                case when v.version = q.version then q.state_reason end as "stateReason"
           from quote q join quote_revision v on v.rfq_id = q.rfq_id and v.quote_id = q.id
          where q.rfq_id = any($1::uuid[]) and (q.rfq_id, q.id) in (select * from unnest($1::uuid[], $2::uuid[]))
          order by v.version desc`,
        [pairs.map((pair) => pair[0]), pairs.map((pair) => pair[1])],
      );
      const byQuote = new Map<string, RevisionRecord[]>(keys.map((key) => [key, []]));
      for (const row of rows) byQuote.get(quoteKey(row.rfqId, row.quoteId))?.push(row);
      return keys.map((key) => byQuote.get(key) ?? []);
    }),
);
