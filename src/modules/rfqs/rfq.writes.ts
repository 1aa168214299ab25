import { sql, sqlOne, type Tx } from '../../platform/db/sql.ts';
import { assertTransition, type BidVisibility, type RfqState } from './rfq.rules.ts';

/** An RFQ whose row the transaction holds, with the deadline judged by database time after the lock was had. */
export interface LockedRfq {
  readonly id: string;
  readonly partnerId: string;
  readonly buyerId: string;
  readonly version: number;
  readonly state: RfqState;
  readonly closesAt: Date;
  readonly bidVisibility: BidVisibility;
  readonly allowPartialQuotes: boolean;
  readonly currency: string;
  /** Whether `closesAt` had passed when the lock was had. */
  readonly due: boolean;
  /** Database time when the lock was had, to the millisecond. */
  readonly now: Date;
}

/**
 * Locks an RFQ's row: every decision about its state, and every submission, waits here for its turn. The
 * clock is read in a second statement, because the first may have waited long after it began. The exclusive
 * mode leaves the key free: writers of rows that refer to the RFQ need not wait, nor be waited for.
 */
export async function lockRfq(
  tx: Tx,
  rfqId: string,
  mode: 'update' | 'share' = 'update',
): Promise<LockedRfq | null> {
  const row = await sqlOne<Omit<LockedRfq, 'due' | 'now'>>(
    tx,
    `select id, partner_id as "partnerId", buyer_id as "buyerId", version, state, closes_at as "closesAt",
            bid_visibility as "bidVisibility", allow_partial_quotes as "allowPartialQuotes", currency
       from rfq where id = $1 for ${mode === 'update' ? 'no key update' : 'share'}`,
    [rfqId],
  );
  if (!row) return null;
  const clock = await sqlOne<{ now: Date; due: boolean }>(
    tx,
    `select clock_timestamp()::timestamptz(3) as now, clock_timestamp() >= $1::timestamptz as due`,
    [row.closesAt],
  );
  if (!clock) throw new Error('the database told no time');
  return { ...row, now: clock.now, due: clock.due };
}

/** Moves a locked RFQ to another state, in its row and in the buyer's list. Throws `INVALID_STATE`. */
export async function setRfqState(tx: Tx, rfq: LockedRfq, state: RfqState): Promise<void> {
  assertTransition(rfq.state, state);
  const stamp = state === 'CLOSED' ? ', closed_at = $3' : state === 'OPEN' ? ', published_at = $3' : '';
  await sql(
    tx,
    `update rfq set state = $2${stamp} where id = $1`,
    stamp ? [rfq.id, state, rfq.now] : [rfq.id, state],
  );
  await sql(
    tx,
    `update buyer_rfq set state = $3, published_at = case when $3 = 'OPEN' then $4 else published_at end
      where buyer_id = $1 and rfq_id = $2`,
    [rfq.buyerId, rfq.id, state, rfq.now],
  );
}

/**
 * Shows in the list of requests when the latest quote came in. The row is locked before `latest` reads it: of two
 * that do this at once the later one reads the newer time.
 */
export async function noteLatestQuoteAt(
  tx: Tx,
  rfqId: string,
  latest: () => Promise<Date | null>,
): Promise<void> {
  const listed = `buyer_id = (select r.buyer_id from rfq r where r.id = $1) and rfq_id = $1`;
  await sql(tx, `select 1 from buyer_rfq where ${listed} for update`, [rfqId]);
  await sql(
    tx,
    `update buyer_rfq set last_quoted_at = $2 where ${listed} and last_quoted_at is distinct from $2`,
    [rfqId, await latest()],
  );
}
