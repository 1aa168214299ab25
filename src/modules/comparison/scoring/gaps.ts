import type { ComparisonGap } from './comparison-result.ts';
import type { CostComponent, GapCode } from './vocabulary.ts';

/** States what is missing from a quote's comparison: for one line, one component, or the quote as a whole. */
export function gap(
  code: GapCode,
  message: string,
  lineNo: number | null = null,
  component: CostComponent | null = null,
): ComparisonGap {
  return { code, message, lineNo, component };
}
