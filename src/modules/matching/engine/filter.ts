import type { Candidate, MatchRequest } from './candidate.ts';

/** Why a supplier that could serve a request is not asked, in the order in which the reasons are looked for. */
export const FilterReason = {
  NOT_ACTIVE: 'NOT_ACTIVE',
  OPTED_OUT: 'OPTED_OUT',
  BLOCKED_BY_PARTNER: 'BLOCKED_BY_PARTNER',
  EXCLUDED_BY_BUYER: 'EXCLUDED_BY_BUYER',
  DOES_NOT_SHIP: 'DOES_NOT_SHIP',
  MISSING_CERTIFICATION: 'MISSING_CERTIFICATION',
  BELOW_MINIMUM_ORDER: 'BELOW_MINIMUM_ORDER',
} as const;
export type FilterReason = (typeof FilterReason)[keyof typeof FilterReason];

/**
 * The first reason not to ask a supplier; `null` when it may be asked. Unknown facts pass. Whom the buyer names
 * itself need not fit, but must be willing and welcome.
 */
export function filterReasonOf(candidate: Candidate, request: MatchRequest): FilterReason | null {
  const unwelcome = unwelcomeReasonOf(candidate, request);
  if (unwelcome !== null || request.invite.has(candidate.supplierId)) return unwelcome;
  return unfitReasonOf(candidate);
}

/** Reasons that are decisions: the operator's, the supplier's own, the partner's, the buyer's. */
function unwelcomeReasonOf(candidate: Candidate, request: MatchRequest): FilterReason | null {
  if (!candidate.active) return 'NOT_ACTIVE';
  if (candidate.optedOut) return 'OPTED_OUT';
  if (candidate.standing === 'BLOCKED') return 'BLOCKED_BY_PARTNER';
  if (request.exclude.has(candidate.supplierId)) return 'EXCLUDED_BY_BUYER';
  return null;
}

/** Reasons that are facts: what the supplier cannot do for this request. */
export function unfitReasonOf(candidate: Candidate): FilterReason | null {
  if (candidate.shipsThere === false) return 'DOES_NOT_SHIP';
  if (!candidate.holdsCertifications) return 'MISSING_CERTIFICATION';
  if (candidate.reachesMinimumOrder === false) return 'BELOW_MINIMUM_ORDER';
  return null;
}
