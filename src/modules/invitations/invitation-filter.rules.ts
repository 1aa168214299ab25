import { Problems } from '../../platform/kernel/problems.ts';

const MAX_SEARCH_LENGTH = 200;
const MAX_COUNTRIES = 250;
const MAX_WAVES = 100;

/** Checks what a list of invitations is asked for. Throws `VALIDATION_FAILED` with every problem at once. */
export function checkInvitationFilter(filter: {
  readonly countries?: readonly string[] | null;
  readonly waves?: readonly number[] | null;
  readonly search?: string | null;
}): void {
  const problems = new Problems();
  problems.count(['filter', 'countries'], filter.countries ?? [], 0, MAX_COUNTRIES);
  problems.count(['filter', 'waves'], filter.waves ?? [], 0, MAX_WAVES);
  if (typeof filter.search === 'string')
    problems.text(['filter', 'search'], filter.search, 0, MAX_SEARCH_LENGTH);
  problems.throwIfAny();
}
