export const SupplierStanding = { PREFERRED: 'PREFERRED', BLOCKED: 'BLOCKED' } as const;
export type SupplierStanding = (typeof SupplierStanding)[keyof typeof SupplierStanding];
