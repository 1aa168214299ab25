import { newId } from '../../platform/kernel/ids.ts';
import { sql, type Tx } from '../../platform/db/sql.ts';
import { emit } from '../../platform/outbox/outbox.writes.ts';
import { findOpenedQuotes, isPriced, lockQuotes, setQuoteStates } from '../quotes/index.ts';
import { findRfqLines, type LockedRfq, setRfqState } from '../rfqs/index.ts';
import { rfqAwarded, rfqUnsuccessful } from './award.events.ts';
import { type AwardLineRecord, type AwardRecord, findAwardsOfRfq } from './award.queries.ts';
import { quoteOutcome, settlementOf } from './award.rules.ts';

/** What one supplier is to get. */
export interface NewAward {
  readonly quoteId: string;
  readonly quoteVersion: number;
  readonly supplierId: string;
  /** In `currency`, unrounded. */
  readonly total: string;
  readonly currency: string;
  readonly lines: readonly AwardLineRecord[];
}

export interface NewDecision {
  readonly round: number;
  /** The actor's key. */
  readonly decidedBy: string;
  readonly confirmWithinDays: number;
  readonly awards: readonly NewAward[];
}

/**
 * Writes a decision with its awards: the quantities that had lapsed are taken again. The key of the decision
 * lets one of several through that decide on the same round.
 */
export async function insertDecision(tx: Tx, rfq: LockedRfq, decision: NewDecision): Promise<void> {
  const { round, awards } = decision;
  await sql(
    tx,
    'insert into award_decision (rfq_id, round, decided_by, decided_at) values ($1, $2, $3, $4)',
    [rfq.id, round, decision.decidedBy, rfq.now],
  );
  await sql(
    tx,
    `update award set replaced_in_round = $2 where rfq_id = $1 and state = 'LAPSED' and replaced_in_round is null`,
    [rfq.id, round],
  );
  const rows = awards.map((award) => ({ ...award, id: newId() }));
  await sql(
    tx,
    `insert into award (rfq_id, id, round, quote_id, quote_version, supplier_id, state, total, currency, confirm_by, created_at)
     select $1, a.id, $2, a."quoteId", a."quoteVersion", a."supplierId", 'PENDING', a.total, a.currency,
            $3::timestamptz + make_interval(days => $4), $3
       from jsonb_to_recordset($5::jsonb) as a (id uuid, "quoteId" uuid, "quoteVersion" int, "supplierId" uuid,
                                                total numeric, currency text)`,
    [rfq.id, round, rfq.now, decision.confirmWithinDays, JSON.stringify(rows)],
  );
  await sql(
    tx,
    `insert into award_line (rfq_id, award_id, line_no, quote_position, quantity, cost)
     select $1, l."awardId", l."lineNo", l."quotePosition", l.quantity, l.cost
       from jsonb_to_recordset($2::jsonb) as l ("awardId" uuid, "lineNo" int, "quotePosition" int, quantity numeric,
                                                cost numeric)`,
    [
      rfq.id,
      JSON.stringify(rows.flatMap(({ id, lines }) => lines.map((line) => ({ awardId: id, ...line })))),
    ],
  );
}

/** Ends the RFQ as its awards make it once nothing about them is open; does nothing before. */
export async function settleAwards(tx: Tx, rfq: LockedRfq): Promise<void> {
  const awards = await findAwardsOfRfq(tx, rfq.id);
  const outcome = settlementOf(await findRfqLines(tx, [rfq.id]), awards);
  if (outcome) await finishRfq(tx, rfq, outcome, awards);
}

/** Ends a locked RFQ: its state, the outcome of each quote, and the fact. Throws `INVALID_STATE` unless it is closed. */
export async function finishRfq(
  tx: Tx,
  rfq: LockedRfq,
  state: 'AWARDED' | 'PARTIALLY_AWARDED' | 'UNSUCCESSFUL',
  awards: readonly AwardRecord[],
): Promise<void> {
  await setRfqState(tx, rfq, state);
  const asked = await findRfqLines(tx, [rfq.id]);
  const submitted = new Set(
    (await lockQuotes(tx, rfq.id, 'all'))
      .filter((quote) => quote.state === 'SUBMITTED')
      .map((quote) => quote.id),
  );
  const quotes = (await findOpenedQuotes(tx, [rfq.id])).filter((quote) => submitted.has(quote.quoteId));
  await setQuoteStates(
    tx,
    rfq.id,
    quotes.map(({ quoteId, lines }) => {
      const lineNos = lines.filter((line) => isPriced(line.bidType)).map((line) => line.lineNo);
      return { quoteId, state: quoteOutcome(quoteId, lineNos, asked, awards), reason: null };
    }),
  );
  if (state === 'UNSUCCESSFUL') await emit(tx, rfqUnsuccessful, rfq.id, { rfqId: rfq.id });
  else await emit(tx, rfqAwarded, rfq.id, { rfqId: rfq.id, state });
}
