import { Problems } from '../../platform/kernel/problems.ts';
import type { SupplierProfileInput } from './supplier-input.type.ts';
import { MAX_LENGTH } from './supplier.rules.ts';

const OLDEST_YEAR = 1000;
const LATEST_YEAR = 2100;

/** Checks what a profile says, where it says it. Throws every problem at once. */
export function checkProfile(
  input: SupplierProfileInput & { name?: string | null },
  nameRequired: boolean,
): void {
  const problems = new Problems();
  if (nameRequired || typeof input.name === 'string')
    problems.text(['name'], input.name ?? '', 1, MAX_LENGTH.name);
  for (const field of ['region', 'city', 'website', 'description'] as const) {
    if (input[field]) problems.text([field], input[field], 0, MAX_LENGTH[field]);
  }
  if (typeof input.founded === 'number') problems.whole(['founded'], input.founded, OLDEST_YEAR, LATEST_YEAR);
  for (const field of ['keywords', 'certifications'] as const) {
    const words = input[field] ?? [];
    problems.count([field], words, 0, 100);
    words.forEach((word, index) => problems.text([field, index], word, 1, MAX_LENGTH.word));
  }
  if (input.shipsTo) problems.count(['shipsTo'], input.shipsTo, 0, 250);
  if (input.minimumOrderValue)
    problems.decimal(['minimumOrderValue', 'amount'], input.minimumOrderValue.amount, { from: '0' });
  const categories = input.categories ?? [];
  problems.count(['categories'], categories, 0, 200);
  categories.forEach((category, index) => {
    problems.text(['categories', index, 'scheme'], category.scheme, 1, MAX_LENGTH.scheme);
    problems.text(['categories', index, 'code'], category.code, 1, MAX_LENGTH.code);
  });
  problems.throwIfAny();
}
