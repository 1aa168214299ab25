import { type DomainError, fail } from '../../platform/kernel/domain-error.ts';
import { Problems } from '../../platform/kernel/problems.ts';

export const InvitationState = {
  SELECTED: 'SELECTED',
  SENT: 'SENT',
  VIEWED: 'VIEWED',
  QUOTED: 'QUOTED',
  DECLINED: 'DECLINED',
  SUPPRESSED: 'SUPPRESSED',
  CLOSED_NO_REPLY: 'CLOSED_NO_REPLY',
} as const;
export type InvitationState = (typeof InvitationState)[keyof typeof InvitationState];

/** Why a supplier does not quote: worth more than silence, since the next shortlist learns from it. */
export const DeclineCode = {
  NO_CAPACITY: 'NO_CAPACITY',
  PRICE: 'PRICE',
  MINIMUM_ORDER: 'MINIMUM_ORDER',
  LEAD_TIME: 'LEAD_TIME',
  NOT_OUR_PRODUCT: 'NOT_OUR_PRODUCT',
  CANNOT_SHIP: 'CANNOT_SHIP',
  TERMS: 'TERMS',
  OTHER: 'OTHER',
} as const;
export type DeclineCode = (typeof DeclineCode)[keyof typeof DeclineCode];

/**
 * What may follow a state while the RFQ is open. A supplier may change its mind about a "no"; one that withdraws
 * its quote is back at `VIEWED`.
 */
export const INVITATION_TRANSITIONS: Readonly<Record<InvitationState, readonly InvitationState[]>> = {
  SELECTED: ['SENT', 'SUPPRESSED'],
  SENT: ['VIEWED', 'QUOTED', 'DECLINED', 'CLOSED_NO_REPLY'],
  VIEWED: ['QUOTED', 'DECLINED', 'CLOSED_NO_REPLY'],
  QUOTED: ['VIEWED'],
  DECLINED: ['QUOTED'],
  SUPPRESSED: [],
  CLOSED_NO_REPLY: [],
};

/** Throws `INVALID_STATE` unless the transition is in the table. */
export function assertInvitationTransition(from: InvitationState, to: InvitationState): void {
  if (INVITATION_TRANSITIONS[from].includes(to)) return;
  const hint = from === 'QUOTED' && to === 'DECLINED' ? ' Withdraw your quote first.' : '';
  throw fail('INVALID_STATE', `An invitation that is ${from} cannot become ${to}.${hint}`, ['invitationId']);
}

const MAX_COMMENT_LENGTH = 1_000;

/** Throws `VALIDATION_FAILED` for a comment that cannot be kept. */
export function checkComment(comment: string | null | undefined): void {
  if (comment === null || comment === undefined) return;
  const problems = new Problems();
  problems.text(['comment'], comment, 0, MAX_COMMENT_LENGTH);
  problems.throwIfAny();
}

/** The answer to a foreign invitation and to an absent one alike. */
export const invitationNotFound = (): DomainError =>
  fail('NOT_FOUND', 'There is no such invitation.', ['invitationId']);
