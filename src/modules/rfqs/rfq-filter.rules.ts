import { Problems } from '../../platform/kernel/problems.ts';
import type { RfqFilter } from './rfq-list.type.ts';

const MIN_SEARCH_LENGTH = 3;
const MAX_SEARCH_LENGTH = 200;
const MAX_SCHEME_LENGTH = 40;
const MAX_CODE_LENGTH = 60;

/** Checks what a list of requests is asked for. Throws `VALIDATION_FAILED` with every problem at once. */
export function checkRfqFilter(filter: RfqFilter): void {
  const problems = new Problems();
  if (typeof filter.search === 'string')
    problems.text(['filter', 'search'], filter.search, MIN_SEARCH_LENGTH, MAX_SEARCH_LENGTH);
  if (filter.category) {
    problems.text(['filter', 'category', 'scheme'], filter.category.scheme, 1, MAX_SCHEME_LENGTH);
    problems.text(['filter', 'category', 'code'], filter.category.code, 1, MAX_CODE_LENGTH);
  }
  problems.throwIfAny();
}
