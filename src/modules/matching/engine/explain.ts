import type { Candidate, MatchRequest } from './candidate.ts';
import { type Component, COMPONENTS, contributionOf, type Measures } from './score.ts';

/** Why a supplier is asked. The flags contribute nothing; they say what is not known, or that the buyer named it. */
export const MatchReasonCode = {
  CATEGORY_MATCH: 'CATEGORY_MATCH',
  LINE_COVERAGE: 'LINE_COVERAGE',
  SPECIALISED: 'SPECIALISED',
  TEXT_MATCH: 'TEXT_MATCH',
  RESPONSE_RATE: 'RESPONSE_RATE',
  QUALITY: 'QUALITY',
  REGION: 'REGION',
  PREFERRED_BY_PARTNER: 'PREFERRED_BY_PARTNER',
  NEW_SUPPLIER: 'NEW_SUPPLIER',
  INVITED_BY_BUYER: 'INVITED_BY_BUYER',
  UNKNOWN_CATEGORY: 'UNKNOWN_CATEGORY',
  UNKNOWN_SHIPPING: 'UNKNOWN_SHIPPING',
  UNKNOWN_ORDER_VALUE: 'UNKNOWN_ORDER_VALUE',
} as const;
export type MatchReasonCode = (typeof MatchReasonCode)[keyof typeof MatchReasonCode];

/** A reason as it is kept: code, contribution to the score, and a few words that tell the fact behind it. */
export type Reason = readonly [code: MatchReasonCode, contribution: number, detail: string | null];

/** Tells where a score comes from: flags first, then every component that adds to it, in published order. */
export function explain(candidate: Candidate, request: MatchRequest, measures: Measures): Reason[] {
  const reasons: Reason[] = [];
  const flag = (code: MatchReasonCode, applies: boolean) => {
    if (applies) reasons.push([code, 0, null]);
  };
  flag('INVITED_BY_BUYER', request.invite.has(candidate.supplierId));
  flag('UNKNOWN_CATEGORY', candidate.tags.length === 0);
  flag('UNKNOWN_SHIPPING', candidate.shipsThere === null);
  flag('UNKNOWN_ORDER_VALUE', candidate.reachesMinimumOrder === null);
  for (const component of COMPONENTS) {
    const contribution = contributionOf(component, measures);
    if (contribution > 0)
      reasons.push([component, contribution, DETAILS[component](candidate, request, measures)]);
  }
  return reasons;
}

type Detail = (candidate: Candidate, request: MatchRequest, measures: Measures) => string | null;

const DETAILS: Readonly<Record<Component, Detail>> = {
  CATEGORY_MATCH: (_candidate, _request, { CATEGORY_MATCH: closeness }) =>
    closeness === 1 ? 'exactly what is asked' : `closeness ${closeness.toFixed(2)}`,
  // A line that only words can match is covered in part.
  LINE_COVERAGE: (_candidate, { lineCount, textShare }, { LINE_COVERAGE: covered }) =>
    textShare > 0 ? `${Math.round(covered * 100)} %` : `${Math.round(covered * lineCount)} of ${lineCount}`,
  SPECIALISED: ({ categories }) => (categories === 1 ? '1 category' : `${categories} categories`),
  TEXT_MATCH: ({ words }) => words,
  RESPONSE_RATE: ({ quoted, declined, unanswered }) =>
    `quoted ${quoted} of ${quoted + declined + unanswered}`,
  QUALITY: ({ rating }) => (rating === null ? 'not rated' : `${rating} of 5`),
  REGION: ({ country }) => country,
  PREFERRED_BY_PARTNER: () => null,
  NEW_SUPPLIER: ({ invited }) => (invited === 1 ? 'invited once' : `invited ${invited} times`),
};
