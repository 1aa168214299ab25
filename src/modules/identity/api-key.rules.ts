import type { Actor } from '../../platform/kernel/actor.ts';
import { type DomainError, fail } from '../../platform/kernel/domain-error.ts';
import { Problems } from '../../platform/kernel/problems.ts';
import { MAX_LENGTH } from './partner.rules.ts';

export const ApiKeyRole = { PARTNER: 'PARTNER', AGENT: 'AGENT' } as const;
export type ApiKeyRole = (typeof ApiKeyRole)[keyof typeof ApiKeyRole];

/** Derived from dates, so that a key ends by itself. */
export const ApiKeyState = { ACTIVE: 'ACTIVE', EXPIRED: 'EXPIRED', REVOKED: 'REVOKED' } as const;
export type ApiKeyState = (typeof ApiKeyState)[keyof typeof ApiKeyState];

/** Active keys that a partner has at most. */
export const MAX_ACTIVE_KEYS = 50;
/** How long a replaced secret goes on working, at most (hours). */
export const MAX_OVERLAP_HOURS = 72;
export const DEFAULT_OVERLAP_HOURS = 24;

/** What the `userId` of a caller with an API key begins with; tokens may not name such a subject. */
export const API_KEY_USER = 'api-key:';

/**
 * The caller that a key stands for. The key's id is its user, whichever of its secrets was sent: what a server
 * repeats across a rotation is still recognised as its own.
 */
export const actorOfKey = (key: { id: string; partnerId: string; role: ApiKeyRole }): Actor => ({
  role: key.role,
  userId: API_KEY_USER + key.id,
  partnerId: key.partnerId,
});

/** Throws `FORBIDDEN` unless the caller may manage keys: people of the partner and operators. A key that leaked must not be able to make itself another. */
export function requireKeyManager(actor: Actor): void {
  const allowed = actor.role === 'PARTNER' || actor.role === 'OPERATOR';
  if (allowed && !actor.userId.startsWith(API_KEY_USER)) return;
  throw fail('FORBIDDEN', 'API keys are managed by the partner’s people, with a token, and by the operator.');
}

/** The answer to a foreign key and to an absent one alike. */
export const apiKeyNotFound = (): DomainError => fail('NOT_FOUND', 'There is no such API key.', ['apiKeyId']);

/** Checks what a new key is to be. Throws every problem at once. */
export function checkNewKey(input: { readonly name: string }): void {
  const problems = new Problems();
  problems.text(['name'], input.name, 1, MAX_LENGTH.name);
  problems.throwIfAny();
}

/** How many hours the replaced secret goes on working. Throws `VALIDATION_FAILED`. */
export function overlapOf(hours: number | null | undefined): number {
  const problems = new Problems();
  const overlap = hours ?? DEFAULT_OVERLAP_HOURS;
  problems.whole(['overlapHours'], overlap, 0, MAX_OVERLAP_HOURS);
  problems.throwIfAny();
  return overlap;
}
