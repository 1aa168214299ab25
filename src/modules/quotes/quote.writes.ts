import { sql, sqlOne, type Tx } from '../../platform/db/sql.ts';
import type { LockedRfq } from '../rfqs/index.ts';
import type { QuoteStanding, StoredQuoteState } from './quote.rules.ts';

/** A quote whose row the transaction holds, with what a decision about it depends on. */
export interface LockedQuote extends QuoteStanding {
  readonly id: string;
  readonly supplierId: string;
  readonly validUntil: Date;
  readonly currency: string;
}

const LOCKED_QUOTES = `select q.id, q.supplier_id as "supplierId", q.version, q.state, v.valid_until as "validUntil", v.currency
  from quote q join quote_revision v on v.rfq_id = q.rfq_id and v.quote_id = q.id and v.version = q.version`;

/**
 * Locks quotes of an RFQ in id order and returns those that exist; `all` locks every one. Lock the RFQ first.
 * `validUntil` is to be compared with the time that `lockRfq` tells.
 */
export function lockQuotes(
  tx: Tx,
  rfqId: string,
  quoteIds: readonly string[] | 'all',
): Promise<LockedQuote[]> {
  return quoteIds === 'all'
    ? sql<LockedQuote>(tx, `${LOCKED_QUOTES} where q.rfq_id = $1 order by q.id for update of q`, [rfqId])
    : sql<LockedQuote>(
        tx,
        `${LOCKED_QUOTES} where q.rfq_id = $1 and q.id = any($2::uuid[]) order by q.id for update of q`,
        [rfqId, quoteIds],
      );
}

/** Locks the quote of a supplier on an RFQ; `null` when there is none. Lock the RFQ and the invitation first. */
export function lockQuoteOf(tx: Tx, rfqId: string, supplierId: string): Promise<LockedQuote | null> {
  return sqlOne<LockedQuote>(
    tx,
    `${LOCKED_QUOTES} where q.rfq_id = $1 and q.supplier_id = $2 for update of q`,
    [rfqId, supplierId],
  );
}

/** What a supplier's decision about its quote is taken on. */
export interface QuoteTurn {
  readonly rfq: LockedRfq;
  readonly supplierId: string;
  /** The supplier's quote on the RFQ, withdrawn or not; `null` before the first. */
  readonly quote: LockedQuote | null;
}

export interface QuoteStateChange {
  readonly quoteId: string;
  readonly state: StoredQuoteState;
  /** For people; `null` where the state says it all. */
  readonly reason: string | null;
}

/** Moves locked quotes of an RFQ to other states. The caller has judged whether they may. */
export async function setQuoteStates(
  tx: Tx,
  rfqId: string,
  changes: readonly QuoteStateChange[],
): Promise<void> {
  await sql(
    tx,
    `update quote q set state = c.state, state_reason = c.reason
       from unnest($2::uuid[], $3::text[], $4::text[]) as c (quote_id, state, reason)
      where q.rfq_id = $1 and q.id = c.quote_id`,
    [
      rfqId,
      changes.map((change) => change.quoteId),
      changes.map((change) => change.state),
      changes.map((change) => change.reason),
    ],
  );
}
