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
