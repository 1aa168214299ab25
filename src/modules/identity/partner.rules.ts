import type { Actor } from '../../platform/kernel/actor.ts';
import { type DomainError, fail } from '../../platform/kernel/domain-error.ts';
import { keyOf } from '../../platform/kernel/ids.ts';
import { Problems } from '../../platform/kernel/problems.ts';

/** Longest texts of organisations, in characters. */
export const MAX_LENGTH = { name: 200, website: 500, reference: 100, slug: 40 } as const;

/** The answer to a foreign partner and to an absent one alike. */
export const partnerNotFound = (): DomainError =>
  fail('NOT_FOUND', 'There is no such partner.', ['partnerId']);

/**
 * The partner that a change is about: the caller's own, or the one that an operator names by its global id.
 * Whether the named one exists is for the caller to find out. Throws `FORBIDDEN` for every other role.
 */
export function managedPartner(actor: Actor, partnerId: string | null | undefined): string {
  if (actor.role !== 'PARTNER' && actor.role !== 'OPERATOR') {
    throw fail('FORBIDDEN', 'Only the partner itself and the operator may do this.');
  }
  if (partnerId === undefined || partnerId === null) {
    if (actor.role === 'PARTNER') return actor.partnerId;
    throw fail('VALIDATION_FAILED', 'Name the partner.', ['partnerId']);
  }
  const [id] = keyOf('Partner', partnerId, 1) ?? [];
  if (id === undefined || (actor.role === 'PARTNER' && id !== actor.partnerId)) throw partnerNotFound();
  return id;
}

/** Whether the actor may read a partner's terms: its own people, its agents, and operators. Its buyers may not. */
export function seesTerms(actor: Actor, partnerId: string): boolean {
  switch (actor.role) {
    case 'PARTNER':
    case 'AGENT':
      return actor.partnerId === partnerId;
    case 'OPERATOR':
      return true;
    case 'BUYER':
    case 'SUPPLIER':
      return false;
  }
}

/** Whether the actor may read who a partner's servers are: its own people and operators. */
export const seesApiKeys = (actor: Actor, partnerId: string): boolean =>
  actor.role !== 'AGENT' && seesTerms(actor, partnerId);

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

export interface PartnerProfile {
  readonly slug?: string | null;
  readonly name?: string | null;
  readonly website?: string | null;
}

/** Checks what is said of a partner; what is absent is not looked at. Throws every problem at once. */
export function checkPartner({ slug, name, website }: PartnerProfile): void {
  const problems = new Problems();
  if (typeof slug === 'string' && (slug.length > MAX_LENGTH.slug || !SLUG.test(slug)))
    problems.add(['slug'], `Small letters, digits and single dashes, at most ${MAX_LENGTH.slug}.`);
  if (typeof name === 'string') problems.text(['name'], name, 1, MAX_LENGTH.name);
  if (typeof website === 'string') checkWebsite(problems, website);
  problems.throwIfAny();
}

function checkWebsite(problems: Problems, website: string): void {
  problems.text(['website'], website, 1, MAX_LENGTH.website);
  const url = URL.canParse(website) ? new URL(website) : null;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
    problems.add(['website'], 'Give a web address, such as "https://example.com".');
}

/** Checks what partners are looked for by. Throws `VALIDATION_FAILED`. */
export function checkPartnerSearch(search: string | null): void {
  const problems = new Problems();
  if (search !== null) problems.text(['search'], search, 0, MAX_LENGTH.name);
  problems.throwIfAny();
}

const MAX_COST_OF_CAPITAL = '10';

/** Checks a cost of capital per year, as a fraction. Throws `VALIDATION_FAILED`. */
export function checkCostOfCapital(value: string | null | undefined): void {
  const problems = new Problems();
  if (typeof value === 'string')
    problems.decimal(['costOfCapital'], value, { from: '0', to: MAX_COST_OF_CAPITAL });
  problems.throwIfAny();
}
