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
