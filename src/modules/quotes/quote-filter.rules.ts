import { Problems } from '../../platform/kernel/problems.ts';
import type { QuoteFilter } from './quote-list.type.ts';

const MAX_SUPPLIERS = 100;

/** Checks what a list of quotes is asked for. Throws `VALIDATION_FAILED`. */
export function checkQuoteFilter({ suppliers }: QuoteFilter): void {
  const problems = new Problems();
  problems.count(['filter', 'suppliers'], suppliers ?? [], 0, MAX_SUPPLIERS);
  problems.throwIfAny();
}
