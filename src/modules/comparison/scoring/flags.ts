import { div, fixedInt, mul, neg, sub, sum, type Fixed } from '../../../platform/kernel/fixed.ts';
import type { Criterion } from './comparison-input.ts';
import type { ComparisonFlag, CriterionScore } from './comparison-result.ts';
import type { CostedQuote } from './quote-cost.ts';

/** A ranked quote as the flags see it. */
export interface FlagSubject {
  readonly costed: CostedQuote;
  readonly criteria: readonly CriterionScore[];
}

/** Says of each ranked quote what a careful buyer would want pointed out. Flags look at the other bids; ranks never do. */
export function flagQuotes(
  ranked: readonly FlagSubject[],
  criteria: readonly Criterion[],
): ReadonlyMap<CostedQuote, readonly ComparisonFlag[]> {
  const low = abnormallyLow(ranked.map(({ costed }) => costed));
  const efficient = paretoFront(ranked, criteria);
  const flags = new Map<CostedQuote, ComparisonFlag[]>();
  for (const { costed } of ranked) {
    const own: ComparisonFlag[] = [];
    if (efficient.has(costed)) own.push(PARETO_EFFICIENT);
    const message = low.get(costed);
    if (message !== undefined) own.push({ code: 'ABNORMALLY_LOW', message });
    flags.set(costed, own);
  }
  return flags;
}

const PARETO_EFFICIENT: ComparisonFlag = {
  code: 'PARETO_EFFICIENT',
  message: 'No other ranked quote is at least as good in everything and better in something.',
};

const BELOW_MEAN = 40;
const BELOW_NEXT = 30;
const remainder = (percent: number): Fixed => div(fixedInt(100 - percent), fixedInt(100));

/**
 * At least 40 % below the mean of the others, or the lowest and at least 30 % below the next: the two rules
 * that procurement laws use. With the reason in words.
 */
function abnormallyLow(quotes: readonly CostedQuote[]): ReadonlyMap<CostedQuote, string> {
  const byCost = quotes.toSorted((a, b) => (a.total < b.total ? -1 : Number(a.total > b.total)));
  const total = sum(byCost.map((quote) => quote.total));
  const others = fixedInt(byCost.length - 1);
  const found = new Map<CostedQuote, string>();
  const [lowest, next] = byCost;
  if (!lowest || !next || total === 0n) return found;
  if (lowest.total <= mul(next.total, remainder(BELOW_NEXT)))
    found.set(lowest, `At least ${BELOW_NEXT} % below the next quote.`);
  for (const quote of byCost) {
    // Multiplied out rather than divided, so that "exactly 40 %" is exact.
    if (mul(quote.total, others) <= mul(sub(total, quote.total), remainder(BELOW_MEAN)))
      found.set(quote, `At least ${BELOW_MEAN} % below the mean of the other quotes.`);
  }
  return found;
}

/**
 * The quotes that no other dominates in landed cost, lead time and the buyer's own criteria. In lexicographic
 * order a quote can only be dominated by one before it, and then also by one of the front.
 */
function paretoFront(
  ranked: readonly FlagSubject[],
  criteria: readonly Criterion[],
): ReadonlySet<CostedQuote> {
  const points = ranked.map((subject) => ({ costed: subject.costed, costs: costsOf(subject, criteria) }));
  points.sort((a, b) => compareCosts(a.costs, b.costs));
  const front: typeof points = [];
  for (const point of points) {
    if (!front.some((other) => dominates(other.costs, point.costs))) front.push(point);
  }
  return new Set(front.map(({ costed }) => costed));
}

/** Every dimension turned so that less is better; a missing value is no reason to be dominated or to dominate. */
function costsOf({ costed, criteria }: FlagSubject, published: readonly Criterion[]): readonly Fixed[] {
  const own = published
    .filter((criterion) => criterion.kind === 'VALUE')
    .map((criterion) => {
      const raw = criteria.find(({ name }) => name === criterion.name)?.raw ?? criterion.worst;
      return criterion.best < criterion.worst ? raw : neg(raw);
    });
  return [costed.total, fixedInt(costed.leadTimeDays), ...own];
}

function compareCosts(a: readonly Fixed[], b: readonly Fixed[]): number {
  const at = a.findIndex((cost, index) => cost !== b[index]);
  return at === -1 ? 0 : a[at]! < b[at]! ? -1 : 1;
}

function dominates(a: readonly Fixed[], b: readonly Fixed[]): boolean {
  return a.every((cost, index) => cost <= b[index]!) && a.some((cost, index) => cost < b[index]!);
}
