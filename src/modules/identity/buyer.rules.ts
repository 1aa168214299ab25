import type { Actor } from '../../platform/kernel/actor.ts';
import { type DomainError, fail } from '../../platform/kernel/domain-error.ts';
import { Problems } from '../../platform/kernel/problems.ts';
import { MAX_LENGTH } from './partner.rules.ts';

/** The answer to a foreign buyer and to an absent one alike. */
export const buyerNotFound = (): DomainError => fail('NOT_FOUND', 'There is no such buyer.', ['buyerId']);

/** Whether the actor may change a buyer’s profile: its own people, its partner’s (not the agents), and operators. */
export function mayChangeBuyer(actor: Actor, buyer: { id: string; partnerId: string }): boolean {
  switch (actor.role) {
    case 'BUYER':
      return actor.buyerId === buyer.id;
    case 'PARTNER':
      return actor.partnerId === buyer.partnerId;
    case 'OPERATOR':
      return true;
    case 'AGENT':
    case 'SUPPLIER':
      return false;
  }
}

/** Whether the actor may say what the partner calls its buyers: the partner’s people and operators. */
export const mayNameReference = (actor: Actor): boolean =>
  actor.role === 'PARTNER' || actor.role === 'OPERATOR';

export interface BuyerProfile {
  readonly name?: string | null;
  readonly reference?: string | null;
}

/** Checks what is said of a buyer; what is absent is not looked at. Throws every problem at once. */
export function checkBuyer({ name, reference }: BuyerProfile): void {
  const problems = new Problems();
  if (typeof name === 'string') problems.text(['name'], name, 1, MAX_LENGTH.name);
  if (typeof reference === 'string') problems.text(['reference'], reference, 1, MAX_LENGTH.reference);
  problems.throwIfAny();
}

const MAX_COUNTRIES = 250;

/** Checks what a list of buyers is asked for. Throws `VALIDATION_FAILED`. */
export function checkBuyerFilter(
  search: string | null,
  filter: { readonly countries?: readonly string[]; readonly reference?: string } | null,
): void {
  const problems = new Problems();
  if (search !== null) problems.text(['search'], search, 0, MAX_LENGTH.name);
  problems.count(['filter', 'countries'], filter?.countries ?? [], 0, MAX_COUNTRIES);
  if (filter?.reference) problems.text(['filter', 'reference'], filter.reference, 0, MAX_LENGTH.reference);
  problems.throwIfAny();
}
