import type { Fixed } from '../../../platform/kernel/fixed.ts';
import type { QuoteScore } from './criteria.ts';
import type { UnrankedLine } from './compared-lines.ts';
import type { CostedQuote } from './quote-cost.ts';
import type { Standing } from './vocabulary.ts';

/** A quote that knows its standing and its score, but not yet its rank. */
export interface ScoredQuote {
  readonly costed: CostedQuote;
  readonly score: QuoteScore;
  readonly standing: Standing;
}

/** Whether a quote can be ranked, and if not, why. */
export function standingOf(costed: CostedQuote, score: QuoteScore): Standing {
  if (costed.quote.disqualified !== null) return 'DISQUALIFIED';
  if (costed.isPartial) return 'PARTIAL';
  return costed.gaps.length > 0 || score.gaps.length > 0 ? 'GAPS' : 'RANKED';
}

const STANDING_ORDER: Readonly<Record<Standing, number>> = {
  RANKED: 0,
  GAPS: 1,
  PARTIAL: 2,
  DISQUALIFIED: 3,
};

const ascending = <Value extends bigint | number | string>(a: Value, b: Value): number =>
  a < b ? -1 : Number(a > b);

/**
 * The total order: standing, counted lines, score, landed cost, lead time, time of submission, id. Never
 * the input's order. Fuller quotes come first, because the emptiest one is the cheapest.
 */
export function compareScored(a: ScoredQuote, b: ScoredQuote): number {
  return (
    STANDING_ORDER[a.standing] - STANDING_ORDER[b.standing] ||
    b.costed.countedLines - a.costed.countedLines ||
    ascending(a.score.sortKey, b.score.sortKey) ||
    ascending(a.costed.total, b.costed.total) ||
    compareTieBreakers(a.costed, b.costed)
  );
}

function compareTieBreakers(a: CostedQuote, b: CostedQuote): number {
  return (
    a.leadTimeDays - b.leadTimeDays ||
    ascending(a.quote.submittedAtMicros, b.quote.submittedAtMicros) ||
    ascending(a.quote.quoteId, b.quote.quoteId)
  );
}

type RankableLine = UnrankedLine & { readonly cost: Fixed };

const isRankable = (line: UnrankedLine): line is RankableLine => line.counted && line.cost !== null;

/** Ranks the counted answers to each asked line by their landed cost, partial quotes included, disqualified ones not. */
export function rankLines(quotes: readonly CostedQuote[]): void {
  const byLine = new Map<number, RankableLine[]>();
  // Sorting is stable: lines of equal cost stay in the order of their quotes.
  for (const { quote, lines } of quotes.toSorted(compareTieBreakers)) {
    if (quote.disqualified !== null) continue;
    for (const line of lines) {
      if (!isRankable(line)) continue;
      const others = byLine.get(line.lineNo);
      if (others) others.push(line);
      else byLine.set(line.lineNo, [line]);
    }
  }
  for (const rivals of byLine.values()) {
    rivals.sort((a, b) => ascending(a.cost, b.cost));
    for (const [index, line] of rivals.entries()) line.rank = index + 1;
  }
}
