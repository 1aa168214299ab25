import type { Candidate, MatchRequest } from './candidate.ts';
import { shareTradeArea } from './trade-areas.ts';

/** The published weights; they add up to 1. See docs/matching.md. */
export const WEIGHTS = {
  CATEGORY_MATCH: 0.26,
  LINE_COVERAGE: 0.16,
  SPECIALISED: 0.05,
  TEXT_MATCH: 0.12,
  RESPONSE_RATE: 0.12,
  QUALITY: 0.1,
  REGION: 0.08,
  PREFERRED_BY_PARTNER: 0.06,
  NEW_SUPPLIER: 0.05,
} as const;
export type Component = keyof typeof WEIGHTS;

/** The components in published order. */
export const COMPONENTS: readonly Component[] = [
  'CATEGORY_MATCH',
  'LINE_COVERAGE',
  'SPECIALISED',
  'TEXT_MATCH',
  'RESPONSE_RATE',
  'QUALITY',
  'REGION',
  'PREFERRED_BY_PARTNER',
  'NEW_SUPPLIER',
];

/** One value from 0 to 1 for each component. */
export type Measures = Readonly<Record<Component, number>>;

/** The response rate that a supplier without history is given, and how many invitations that guess weighs. */
export const PRIOR_RESPONSE_RATE = 0.1;
const PRIOR_INVITATIONS = 10;

/** The word weight (thousandths) that counts half: a little more than one rare word. */
const HALF_WORD_WEIGHT = 10_000;
/** What an unrated supplier is taken for, and one whose country nobody knows. */
const NEUTRAL_QUALITY = 0.6;
const NEUTRAL_REGION = 0.3;
const SAME_TRADE_AREA = 0.6;
/** So many invitations halve the advantage of a newcomer. */
const NEWCOMER_HALF_LIFE = 20;

/**
 * Measures a supplier against a request. Depends on these two alone, never on the other suppliers, so a
 * supplier's score is the same whoever competes.
 */
export function measure(candidate: Candidate, request: MatchRequest): Measures {
  const text = candidate.wordWeight / (candidate.wordWeight + HALF_WORD_WEIGHT);
  const { closeness, covered } = categoryFit(candidate, request);
  return {
    CATEGORY_MATCH: closeness,
    LINE_COVERAGE: covered + request.textShare * text,
    SPECIALISED: covered > 0 ? 1 / Math.sqrt(Math.max(candidate.categories, 1)) : 0,
    TEXT_MATCH: text,
    RESPONSE_RATE: responseRate(candidate),
    QUALITY: candidate.rating === null ? NEUTRAL_QUALITY : candidate.rating / 5,
    REGION: regionFit(candidate.country, request.country),
    PREFERRED_BY_PARTNER: candidate.standing === 'PREFERRED' ? 1 : 0,
    NEW_SUPPLIER: 1 / (1 + candidate.invited / NEWCOMER_HALF_LIFE),
  };
}

/** What a component adds to the score, rounded to a millionth so that the parts add up to the whole exactly. */
export const contributionOf = (component: Component, measures: Measures): number =>
  millionths(component, measures) / 1e6;

/** The score, 0 to 1: the sum of all contributions. */
export function scoreOf(measures: Measures): number {
  let total = 0;
  for (const component of COMPONENTS) total += millionths(component, measures);
  return total / 1e6;
}

const millionths = (component: Component, measures: Measures): number =>
  Math.round(WEIGHTS[component] * measures[component] * 1e6);

/** `covered`: the share of lines whose category it serves; `closeness`: how closely, in the mean of those lines. */
function categoryFit(candidate: Candidate, request: MatchRequest): { closeness: number; covered: number } {
  const best = new Map<number, number>();
  for (const tag of candidate.tags) {
    for (const { topic, closeness } of request.topicsOfTag.get(tag) ?? []) {
      if (closeness > (best.get(topic) ?? 0)) best.set(topic, closeness);
    }
  }
  let covered = 0;
  let weighted = 0;
  for (const [topic, closeness] of best) {
    const share = request.topicShares[topic] ?? 0;
    covered += share;
    weighted += share * closeness;
  }
  return { covered, closeness: covered === 0 ? 0 : weighted / covered };
}

/** How likely it quotes, Beta-shrunk: no history is the prior, and invitations that are open still do not count. */
function responseRate({ quoted, declined, unanswered }: Candidate): number {
  const closed = quoted + declined + unanswered;
  return (PRIOR_RESPONSE_RATE * PRIOR_INVITATIONS + quoted) / (PRIOR_INVITATIONS + closed);
}

function regionFit(country: string | null, wanted: string): number {
  if (country === null) return NEUTRAL_REGION;
  if (country === wanted) return 1;
  return shareTradeArea(country, wanted) ? SAME_TRADE_AREA : 0;
}
