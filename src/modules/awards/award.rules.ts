import { add, type Fixed, fixed, max, sub, ZERO } from '../../platform/kernel/fixed.ts';
import { type DomainError, fail } from '../../platform/kernel/domain-error.ts';

export const AwardState = {
  PENDING: 'PENDING',
  CONFIRMED: 'CONFIRMED',
  LAPSED: 'LAPSED',
} as const;
export type AwardState = (typeof AwardState)[keyof typeof AwardState];

/** What the rules look at in an award. */
export interface AwardStanding {
  readonly state: AwardState;
  readonly quoteId: string;
  /** The round that gave a lapsed award's quantity to others; null while it is free. */
  readonly replacedInRound: number | null;
  readonly lines: readonly LineQuantity[];
}

/** So much of one line, in the line's own unit. */
export interface LineQuantity {
  readonly lineNo: number;
  readonly quantity: string;
}

/** Whether the award holds its quantity: it is confirmed, or may still be. */
export const isEffective = (award: AwardStanding): boolean => award.state !== 'LAPSED';

/** Whether the award has lapsed and nobody has been given its quantity since. */
const isVacant = (award: AwardStanding): boolean =>
  award.state === 'LAPSED' && award.replacedInRound === null;

/** How much of each line the given awards hold. */
function heldQuantities(awards: readonly AwardStanding[]): Map<number, Fixed> {
  const held = new Map<number, Fixed>();
  for (const { lineNo, quantity } of awards.flatMap((award) => award.lines)) {
    held.set(lineNo, add(held.get(lineNo) ?? ZERO, fixed(quantity)));
  }
  return held;
}

/** What of each asked line no effective award holds; never below 0, where packs made an award exceed the line. */
export function freeQuantities(
  asked: readonly LineQuantity[],
  awards: readonly AwardStanding[],
): Map<number, Fixed> {
  const held = heldQuantities(awards.filter(isEffective));
  return new Map(
    asked.map(({ lineNo, quantity }) => [lineNo, max(ZERO, sub(fixed(quantity), held.get(lineNo) ?? ZERO))]),
  );
}

/**
 * Refuses another decision while the last one stands, even where it left quantities out: that was decided
 * too. Only what has lapsed since may be decided on again. Throws `ALREADY_AWARDED`.
 */
export function assertUndecided(awards: readonly AwardStanding[]): void {
  if (awards.length > 0 && !awards.some(isVacant)) throw alreadyAwarded();
}

/** What the awards make of their RFQ once nothing is open any more: all confirmed, nothing vacant; `null` before. */
export function settlementOf(
  asked: readonly LineQuantity[],
  awards: readonly AwardStanding[],
): 'AWARDED' | 'PARTIALLY_AWARDED' | null {
  if (awards.length === 0 || awards.some((award) => award.state === 'PENDING' || isVacant(award)))
    return null;
  return coverage(asked, awards);
}

/** Whether the effective awards cover every asked quantity. */
export function coverage(
  asked: readonly LineQuantity[],
  awards: readonly AwardStanding[],
): 'AWARDED' | 'PARTIALLY_AWARDED' {
  const free = [...freeQuantities(asked, awards).values()];
  return free.every((quantity) => quantity === 0n) ? 'AWARDED' : 'PARTIALLY_AWARDED';
}

/**
 * What the settled awards make of a quote: `AWARDED` where it got the whole of every line that it priced,
 * `PARTIALLY_AWARDED` where it got something.
 */
export function quoteOutcome(
  quoteId: string,
  pricedLineNos: readonly number[],
  asked: readonly LineQuantity[],
  awards: readonly AwardStanding[],
): 'AWARDED' | 'PARTIALLY_AWARDED' | 'NOT_AWARDED' {
  const own = awards.filter((award) => award.quoteId === quoteId && award.state === 'CONFIRMED');
  if (own.length === 0) return 'NOT_AWARDED';
  const priced = asked.filter(({ lineNo }) => pricedLineNos.includes(lineNo));
  return coverage(priced, own);
}

/** The answer to a foreign award and to an absent one alike. */
export const awardNotFound = (): DomainError => fail('NOT_FOUND', 'There is no such award.', ['awardId']);

/** The answer to a decision that comes too late. */
export const alreadyAwarded = (): DomainError =>
  fail('ALREADY_AWARDED', 'This request has been awarded already.', ['rfqId']);
