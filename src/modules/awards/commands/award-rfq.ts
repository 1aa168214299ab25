import { type Actor, actorKey } from '../../../platform/kernel/actor.ts';
import { fail } from '../../../platform/kernel/domain-error.ts';
import { formatFixed } from '../../../platform/kernel/fixed.ts';
import { Problems } from '../../../platform/kernel/problems.ts';
import type { Tx } from '../../../platform/db/sql.ts';
import { constraintOf } from '../../../platform/db/sql-errors.ts';
import type { CommandContext } from '../../../platform/graphql/context.ts';
import { emit } from '../../../platform/outbox/outbox.writes.ts';
import { findComparisonInput, type OrderProblem, priceOrder } from '../../comparison/index.ts';
import { type LockedQuote, lockQuotes } from '../../quotes/index.ts';
import { decideOnRfq, findRfqLines, type LockedRfq } from '../../rfqs/index.ts';
import { checkAwardInput, type Demand, demandsOf } from '../award-input.rules.ts';
import type { AwardRfqInput } from '../award-input.type.ts';
import { awardDecided } from '../award.events.ts';
import { findAwardsOfRfq } from '../award.queries.ts';
import { alreadyAwarded, assertUndecided, freeQuantities } from '../award.rules.ts';
import { insertDecision, type NewAward } from '../award.writes.ts';

/**
 * Decides who gets what of a closed RFQ, exactly once: of several decisions one goes through and the others get
 * `ALREADY_AWARDED`. Each awarded supplier then has to confirm. Throws `NOT_FOUND`, `INVALID_STATE`,
 * `QUOTE_EXPIRED`, or `VALIDATION_FAILED` and its kin with all problems at once.
 */
export async function awardRfq(
  ctx: CommandContext,
  input: AwardRfqInput,
): Promise<{ rfqId: string; replayed: boolean }> {
  checkAwardInput(input);
  try {
    return await decideOnRfq(ctx, 'awardRfq', input, (tx, rfq) => decide(tx, rfq, ctx.actor, input));
  } catch (error) {
    if (constraintOf(error) === 'award_decision_pkey') throw alreadyAwarded();
    throw error;
  }
}

async function decide(tx: Tx, rfq: LockedRfq, actor: Actor, input: AwardRfqInput): Promise<void> {
  const awards = await findAwardsOfRfq(tx, rfq.id);
  assertUndecided(awards);
  if (rfq.state !== 'CLOSED') {
    const hint = rfq.state === 'OPEN' ? ' until it is closed' : '';
    throw fail('INVALID_STATE', `A request that is ${rfq.state} cannot be awarded${hint}.`, ['rfqId']);
  }
  const asked = await findRfqLines(tx, [rfq.id]);
  const demands = demandsOf(rfq.id, input, freeQuantities(asked, awards));
  const quotes = await awardableQuotes(tx, rfq, demands);
  const round = Math.max(0, ...awards.map((award) => award.round)) + 1;
  await insertDecision(tx, rfq, {
    round,
    decidedBy: actorKey(actor),
    confirmWithinDays: input.confirmWithinDays,
    awards: await price(tx, rfq, quotes, demands),
  });
  await emit(tx, awardDecided, rfq.id, { rfqId: rfq.id, round });
}

/** Locks the quotes that are asked for. Throws every problem at once: absent, not in force, past their validity. */
async function awardableQuotes(
  tx: Tx,
  rfq: LockedRfq,
  demands: readonly Demand[],
): Promise<readonly LockedQuote[]> {
  const firstDemands = new Map(demands.toReversed().map((demand) => [demand.quoteId, demand]));
  const quotes = await lockQuotes(tx, rfq.id, [...firstDemands.keys()]);
  const problems = new Problems();
  for (const [quoteId, { path }] of firstDemands) {
    const quote = quotes.find((one) => one.id === quoteId);
    const at = path.at(-1) === 'quoteId' ? path : [...path, 'quoteId'];
    if (!quote || quote.state === 'WITHDRAWN')
      problems.add(at, 'There is no such quote on this request.', 'NOT_FOUND');
    else if (quote.state !== 'SUBMITTED')
      problems.add(at, `A quote that is ${quote.state} cannot be awarded.`, 'INVALID_STATE');
    else if (quote.validUntil <= rfq.now)
      problems.add(at, `The quote was valid until ${quote.validUntil.toISOString()}.`, 'QUOTE_EXPIRED');
  }
  problems.throwIfAny();
  return quotes;
}

/** Prices what each quote is to deliver. Throws every problem at once: lines not priced, packs, capacities, units, rates. */
async function price(
  tx: Tx,
  rfq: LockedRfq,
  quotes: readonly LockedQuote[],
  demands: readonly Demand[],
): Promise<NewAward[]> {
  const input = await findComparisonInput(tx, rfq.id);
  const problems = new Problems();
  const awards = quotes.flatMap((quote): NewAward[] => {
    const own = demands.filter((demand) => demand.quoteId === quote.id);
    const compared = input?.quotes.find((one) => one.quoteId === quote.id);
    if (!input || !compared) throw new Error('a locked quote is missing from its comparison');
    const wanted = own.map(({ lineNo, quantity, wholeLine }) => ({ lineNo, quantity, mayRaise: wholeLine }));
    const order = priceOrder(input, compared, wanted);
    for (const problem of order.problems) note(problems, problem, own);
    const lines = order.lines.map(({ lineNo, answer, quantity, cost }) => ({
      lineNo,
      quotePosition: answer + 1,
      quantity: formatFixed(quantity),
      cost: formatFixed(cost),
    }));
    const { id: quoteId, version: quoteVersion, supplierId, currency } = quote;
    return [{ quoteId, quoteVersion, supplierId, currency, total: formatFixed(order.total), lines }];
  });
  problems.throwIfAny();
  return awards;
}

function note(problems: Problems, { lineNo, code, message }: OrderProblem, own: readonly Demand[]): void {
  const path = (own.find((demand) => demand.lineNo === lineNo) ?? own[0])?.path ?? [];
  const known = code === 'UNIT_MISMATCH' || code === 'FX_RATE_MISSING' ? code : 'VALIDATION_FAILED';
  problems.add(path, message, known);
}
