import {
  add,
  div,
  fixedInt,
  max,
  min,
  mul,
  neg,
  ONE,
  sub,
  sum,
  ZERO,
  type Fixed,
} from '../../../platform/kernel/fixed.ts';
import type { ComparisonPolicy, Criterion } from './comparison-input.ts';
import type { ComparisonGap, CriterionScore } from './comparison-result.ts';
import { gap } from './gaps.ts';
import type { CostedQuote } from './quote-cost.ts';
import { squareRoot } from './square-root.ts';

/** A quote's score by the policy; it depends on that quote alone, so that no other bid can change it. */
export interface QuoteScore {
  /** Null where the landed cost alone decides, and where a value is missing. */
  readonly score: Fixed | null;
  /** What the ranking sorts by, ascending. */
  readonly sortKey: Fixed;
  readonly criteria: readonly CriterionScore[];
  readonly gaps: readonly ComparisonGap[];
}

export type Scoring = (costed: CostedQuote) => QuoteScore;

/**
 * Prepares the policy's method. Throws `RangeError` for criteria that cannot score: none where the method needs
 * them, equal bounds, a negative weight, weights that add up to nothing.
 */
export function scoringBy(policy: ComparisonPolicy): Scoring {
  checkCriteria(policy);
  const relative = policy.method !== 'QUALITY_ADJUSTED_COST';
  const weightSum = relative ? sum(policy.criteria.map((criterion) => criterion.weight)) : ONE;
  return (costed) => {
    const criteria: CriterionScore[] = [];
    const gaps: ComparisonGap[] = [];
    for (const criterion of policy.criteria) {
      const raw = rawValue(criterion, costed);
      if (raw === null) {
        gaps.push(gap('NO_CRITERION_VALUE', `No value for “${criterion.name}” has been given.`));
        continue;
      }
      const normalised = normalise(criterion, raw);
      const weight = div(criterion.weight, weightSum);
      const contribution = relative ? mul(weight, normalised) : surcharge(costed.total, weight, normalised);
      criteria.push({ name: criterion.name, raw, normalised, weight, contribution });
    }
    if (policy.method === 'LOWEST_LANDED_COST')
      return { score: null, sortKey: costed.total, criteria, gaps: [] };
    if (gaps.length > 0) return { score: null, sortKey: costed.total, criteria, gaps };
    return { ...combine(policy.method, costed.total, criteria), criteria, gaps };
  };
}

function combine(
  method: 'WEIGHTED_SUM' | 'QUALITY_ADJUSTED_COST' | 'TOPSIS',
  total: Fixed,
  criteria: readonly CriterionScore[],
): { score: Fixed; sortKey: Fixed } {
  const contributed = sum(criteria.map((criterion) => criterion.contribution));
  if (method === 'QUALITY_ADJUSTED_COST') {
    const adjusted = add(total, contributed);
    return { score: adjusted, sortKey: adjusted };
  }
  const score = method === 'TOPSIS' ? closenessToIdeal(criteria) : contributed;
  return { score, sortKey: neg(score) };
}

function rawValue(criterion: Criterion, costed: CostedQuote): Fixed | null {
  if (criterion.kind === 'COST') return costed.total;
  if (criterion.kind === 'LEAD_TIME') return fixedInt(costed.leadTimeDays);
  return costed.quote.criterionValues.find(({ name }) => name === criterion.name)?.value ?? null;
}

/** 0 at the published worst, 1 at the published best, cut off outside. */
function normalise({ best, worst }: Criterion, raw: Fixed): Fixed {
  return max(ZERO, min(ONE, div(sub(raw, worst), sub(best, worst))));
}

const surcharge = (total: Fixed, weight: Fixed, normalised: Fixed): Fixed =>
  mul(total, mul(weight, sub(ONE, normalised)));

/** Distance from the published worst as a share of both distances, Euclidean over the weighted criteria. */
function closenessToIdeal(criteria: readonly CriterionScore[]): Fixed {
  const toIdeal = criteria.map(({ weight, contribution }) => sub(weight, contribution));
  const toWorst = criteria.map(({ contribution }) => contribution);
  const fromWorst = length(toWorst);
  return div(fromWorst, add(fromWorst, length(toIdeal)));
}

const length = (vector: readonly Fixed[]): Fixed => squareRoot(sum(vector.map((part) => mul(part, part))));

function checkCriteria({ method, criteria }: ComparisonPolicy): void {
  for (const { name, best, worst, weight, kind } of criteria) {
    if (best === worst) throw new RangeError(`criterion ${name} has equal bounds`);
    if (weight < 0n) throw new RangeError(`criterion ${name} has a negative weight`);
    if (method === 'QUALITY_ADJUSTED_COST' && kind === 'COST')
      throw new RangeError('the cost cannot adjust itself');
  }
  const weighs = criteria.some(({ weight }) => weight > 0n);
  if (!weighs && (method === 'WEIGHTED_SUM' || method === 'TOPSIS' || criteria.length > 0))
    throw new RangeError('no criterion has a weight');
}
