import { Problems } from '../../platform/kernel/problems.ts';
import type { SupplierFilter } from './supplier-list.type.ts';
import { MAX_LENGTH } from './supplier.rules.ts';

const MAX_SEARCH_LENGTH = 200;
const MAX_COUNTRIES = 250;
const MAX_CERTIFICATIONS = 50;

/** Checks what a list of suppliers is asked for. Throws `VALIDATION_FAILED` with every problem at once. */
export function checkSupplierFilter(search: string | null, filter: SupplierFilter | null): void {
  const problems = new Problems();
  if (search !== null) problems.text(['search'], search, 0, MAX_SEARCH_LENGTH);
  problems.count(['filter', 'countries'], filter?.countries ?? [], 0, MAX_COUNTRIES);
  const certifications = filter?.certifications ?? [];
  problems.count(['filter', 'certifications'], certifications, 0, MAX_CERTIFICATIONS);
  certifications.forEach((name, index) => {
    problems.text(['filter', 'certifications', index], name, 1, MAX_LENGTH.word);
  });
  if (filter?.category) {
    problems.text(['filter', 'category', 'scheme'], filter.category.scheme, 1, MAX_LENGTH.scheme);
    problems.text(['filter', 'category', 'code'], filter.category.code, 1, MAX_LENGTH.code);
  }
  if (filter?.minimumRating)
    problems.decimal(['filter', 'minimumRating'], filter.minimumRating, { from: '0', to: '5' });
  problems.throwIfAny();
}
