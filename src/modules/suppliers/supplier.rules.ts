export const SupplierSize = {
  MICRO: 'MICRO',
  SMALL: 'SMALL',
  MEDIUM: 'MEDIUM',
  SME: 'SME',
  LARGE: 'LARGE',
} as const;
export type SupplierSize = (typeof SupplierSize)[keyof typeof SupplierSize];

export const SupplierState = { ACTIVE: 'ACTIVE', SUSPENDED: 'SUSPENDED' } as const;
export type SupplierState = (typeof SupplierState)[keyof typeof SupplierState];

/** The size of an enterprise with so many people, by the bounds of the EU's definition. */
export function sizeOfHeadcount(people: number): SupplierSize {
  if (people < 10) return 'MICRO';
  if (people < 50) return 'SMALL';
  return people < 250 ? 'MEDIUM' : 'LARGE';
}

/** Longest texts of a profile, in characters; the mutations and the import agree on them. */
export const MAX_LENGTH = {
  name: 300,
  region: 200,
  city: 200,
  postalCode: 40,
  website: 500,
  description: 10_000,
  scheme: 40,
  code: 60,
  word: 100,
} as const;

export const Responsiveness = { UNKNOWN: 'UNKNOWN', LOW: 'LOW', MEDIUM: 'MEDIUM', HIGH: 'HIGH' } as const;
export type Responsiveness = (typeof Responsiveness)[keyof typeof Responsiveness];

const FEWEST_TO_JUDGE_BY = 5;
const HIGH_FROM = 0.6;
const MEDIUM_FROM = 0.2;

/** How often a supplier answers, in a band: how much it is asked, and by whom, is nobody's business. */
export function responsivenessOf(
  track: { readonly ended: number; readonly answered: number } | null,
): Responsiveness {
  if (!track || track.ended < FEWEST_TO_JUDGE_BY) return 'UNKNOWN';
  const share = track.answered / track.ended;
  if (share >= HIGH_FROM) return 'HIGH';
  return share >= MEDIUM_FROM ? 'MEDIUM' : 'LOW';
}
