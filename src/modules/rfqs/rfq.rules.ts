import type { Actor } from '../../platform/kernel/actor.ts';
import { type DomainError, fail } from '../../platform/kernel/domain-error.ts';

export const RfqState = {
  DRAFT: 'DRAFT',
  OPEN: 'OPEN',
  CLOSED: 'CLOSED',
  AWARDED: 'AWARDED',
  PARTIALLY_AWARDED: 'PARTIALLY_AWARDED',
  CANCELLED: 'CANCELLED',
  UNSUCCESSFUL: 'UNSUCCESSFUL',
} as const;
export type RfqState = (typeof RfqState)[keyof typeof RfqState];

export const BidVisibility = { OPEN: 'OPEN', SEALED: 'SEALED' } as const;
export type BidVisibility = (typeof BidVisibility)[keyof typeof BidVisibility];

export const RankingMethod = {
  LOWEST_LANDED_COST: 'LOWEST_LANDED_COST',
  WEIGHTED_SUM: 'WEIGHTED_SUM',
} as const;
export type RankingMethod = (typeof RankingMethod)[keyof typeof RankingMethod];

/** One criterion of a weighted ranking: values from `worst` (0) to `best` (1), both published beforehand. */
export interface Criterion {
  readonly name: string;
  readonly weight: string;
  readonly best: string;
  readonly worst: string;
}

/** How quotes will be compared; published to suppliers before they quote. */
export interface ComparisonPolicy {
  readonly method: RankingMethod;
  /** Per year, as a fraction: "0.08". `null` takes the partner's rate, else 0. */
  readonly costOfCapital: string | null;
  readonly maxOverbuyPercent: string;
  readonly criteria: readonly Criterion[];
}

/** Whom the buyer wants asked. */
export interface Reach {
  readonly quotesWanted: number | null;
  readonly maxInvitations: number | null;
  readonly everyone: boolean;
  /** Supplier ids that are invited in any case. */
  readonly invite: readonly string[];
  /** Supplier ids that are not invited in any case. */
  readonly exclude: readonly string[];
}

/** What may follow a state. Everything not listed is final. */
export const RFQ_TRANSITIONS: Readonly<Record<RfqState, readonly RfqState[]>> = {
  DRAFT: ['OPEN', 'CANCELLED'],
  OPEN: ['CLOSED', 'CANCELLED'],
  CLOSED: ['AWARDED', 'PARTIALLY_AWARDED', 'UNSUCCESSFUL'],
  AWARDED: [],
  PARTIALLY_AWARDED: [],
  CANCELLED: [],
  UNSUCCESSFUL: [],
};

/** Throws `INVALID_STATE` unless the transition is in the table. */
export function assertTransition(from: RfqState, to: RfqState): void {
  if (RFQ_TRANSITIONS[from].includes(to)) return;
  throw fail('INVALID_STATE', `A request that is ${from} cannot become ${to}.`, ['rfqId']);
}

/** Whether quotes may be read by the buyer's side: sealed ones only once the RFQ has closed. */
export const isOpened = (rfq: { bidVisibility: BidVisibility; state: RfqState }): boolean =>
  rfq.bidVisibility === 'OPEN' || !['DRAFT', 'OPEN', 'CANCELLED'].includes(rfq.state);

/** Whether the actor speaks for the buyer's side of an RFQ: its buyer, or its partner's people. */
export function isBuyerSide(actor: Actor, rfq: { buyerId: string; partnerId: string }): boolean {
  switch (actor.role) {
    case 'BUYER':
      return actor.buyerId === rfq.buyerId;
    case 'PARTNER':
    case 'AGENT':
      return actor.partnerId === rfq.partnerId;
    case 'SUPPLIER':
    case 'OPERATOR':
      return false;
  }
}

/** The answer to a foreign RFQ and to an absent one alike. */
export const rfqNotFound = (): DomainError =>
  fail('NOT_FOUND', 'There is no such request for quotation.', ['rfqId']);

/** The number that people read out: derived from the id, so that it needs no counter. */
export function rfqNumber(id: string): string {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  let rest = BigInt(`0x${id.replaceAll('-', '').slice(-13)}`) & ((1n << 50n) - 1n);
  let text = '';
  for (let digit = 0; digit < 10; digit += 1, rest >>= 5n) text = alphabet.charAt(Number(rest & 31n)) + text;
  return `RFQ-${text.slice(0, 5)}-${text.slice(5)}`;
}
