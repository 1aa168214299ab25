import type { ComparisonInput } from './comparison-input.ts';
import type { ComparisonEntry, ComparisonFlag, ComparisonResult } from './comparison-result.ts';
import { scoringBy } from './criteria.ts';
import { flagQuotes } from './flags.ts';
import { frameOf } from './frame.ts';
import { costQuote } from './quote-cost.ts';
import { compareScored, rankLines, standingOf, type ScoredQuote } from './ranking.ts';

/**
 * Compares quotes: one landed cost each with the ledger of how it came about, a rank for every complete one,
 * and what is missing from the others. Depends on nothing but its input and not on the order in it. Throws
 * `RangeError` for an input that contradicts itself (two rates for one thing, criteria without a range).
 */
export function compareQuotes(input: ComparisonInput): ComparisonResult {
  const frame = frameOf(input);
  const { policy } = input.rfq;
  const scoreOf = scoringBy(policy);
  const scored = input.quotes.map((quote): ScoredQuote => {
    const costed = costQuote(frame, quote);
    const score = scoreOf(costed);
    return { costed, score, standing: standingOf(costed, score) };
  });
  scored.sort(compareScored);
  rankLines(scored.map(({ costed }) => costed));
  const ranked = scored.filter(({ standing }) => standing === 'RANKED');
  const flags = flagQuotes(
    ranked.map(({ costed, score }) => ({ costed, criteria: score.criteria })),
    policy.criteria,
  );
  return {
    method: policy.method,
    currency: input.rfq.currency,
    valuationDate: input.rfq.valuationDate,
    entries: scored.map((quote, index) => entryOf(quote, index + 1, flags.get(quote.costed) ?? [])),
  };
}

function entryOf(
  { costed, score, standing }: ScoredQuote,
  place: number,
  flags: readonly ComparisonFlag[],
): ComparisonEntry {
  const ranked = standing === 'RANKED';
  return {
    quoteId: costed.quote.quoteId,
    supplierId: costed.quote.supplierId,
    standing,
    rank: ranked ? place : null,
    total: costed.total,
    score: ranked ? score.score : null,
    leadTimeDays: costed.leadTimeDays,
    ledger: costed.ledger,
    lines: costed.lines,
    criteria: score.criteria,
    flags,
    gaps: score.gaps.length === 0 ? costed.gaps : [...costed.gaps, ...score.gaps],
    advice: costed.advice,
    disqualified: costed.quote.disqualified,
  };
}
