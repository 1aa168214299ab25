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

/** Ranks the counted answers to each asked line by their landed cost, partial quotes included, disqualified ones not. */
export function rankLines(quotes: readonly CostedQuote[]): void {
  const byLine = new Map<number, { line: UnrankedLine; cost: bigint; quote: CostedQuote }[]>();
  for (const quote of quotes) {
    if (quote.quote.disqualified !== null) continue;
    for (const line of quote.lines) {
      if (!line.counted || line.cost === null) continue;
      const entry = { line, cost: line.cost, quote };
      const others = byLine.get(line.lineNo);
      if (others) others.push(entry);
      else byLine.set(line.lineNo, [entry]);
    }
  }
  for (const entries of byLine.values()) {
    entries.sort((a, b) => ascending(a.cost, b.cost) || compareTieBreakers(a.quote, b.quote));
    for (const [index, { line }] of entries.entries()) line.rank = index + 1;
  }
}
