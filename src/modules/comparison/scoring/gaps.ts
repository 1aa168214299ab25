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

/** A line that a quote leaves out, declines or answers with something else. */
export function notPriced(lineNo: number): ComparisonGap {
  return gap('LINE_NOT_PRICED', `Line ${lineNo} is not priced as asked.`, lineNo);
}

/** A quantity that the supplier cannot deliver. */
export function capacityExceeded(lineNo: number): ComparisonGap {
  return gap('CAPACITY_EXCEEDED', `The supplier cannot deliver the quantity of line ${lineNo}.`, lineNo);
}

/** A quantity that no price covers. */
export function belowFirstTier(lineNo: number): ComparisonGap {
  const message = `The quantity of line ${lineNo} lies below the first price tier and has no unit price.`;
  return gap('BELOW_FIRST_TIER', message, lineNo);
}

/** A unit that does not convert into the asked one. */
export function unitMismatch(lineNo: number, asked: string, quoted: string): ComparisonGap {
  const message = `Line ${lineNo} is asked in ${asked} and quoted in ${quoted}, which does not convert into it.`;
  return gap('UNIT_MISMATCH', message, lineNo);
}

/** A price that is smaller than what it is said to include; of a line, or of the quote as a whole. */
export function noCustomsValue(lineNo: number | null): ComparisonGap {
  const message =
    'The logistics rates that the price is said to include exceed it, so no customs value is left.';
  return gap('CUSTOMS_VALUE_NEGATIVE', message, lineNo, 'DUTY');
}

const UNANSWERED: ReadonlySet<GapCode> = new Set([
  'LINE_NOT_PRICED',
  'BELOW_FIRST_TIER',
  'CAPACITY_EXCEEDED',
]);

/** Whether the supplier left something open, rather than the comparison lacking something. */
export const isUnanswered = ({ code }: ComparisonGap): boolean => UNANSWERED.has(code);
