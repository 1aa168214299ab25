export { importSuppliers } from './commands/import-suppliers.ts';
export { registerSupplier } from './commands/register-supplier.ts';
export { reindexSuppliers } from './commands/reindex-suppliers.ts';
export { DEMO_POOL_SIZE, DEMO_SEED, seedSuppliers } from './commands/seed-suppliers.ts';
export { updateSupplierProfile } from './commands/update-supplier-profile.ts';
export type { ImportReport as SupplierImportReport } from './import/import-report.ts';
export { SupplierCategoryEntity } from './supplier-category.entity.ts';
export { SupplierImportEntity } from './supplier-import.entity.ts';
export { SupplierMatchEntity } from './supplier-match.entity.ts';
export { refreshMatchRows } from './supplier-match.writes.ts';
export { PartnerSupplierOverlayResolver, SupplierStandingResolver } from './supplier-standing.resolver.ts';
export { SupplierOverlayEntity } from './supplier-overlay.entity.ts';
export { serves, type TaggedCategory, tagsOfRequest, tagsOfSupplier, within } from './supplier-tags.ts';
export { splitWords } from './supplier-words.ts';
export { SupplierTrackEntity } from './supplier-track.entity.ts';
export { countInvitations, countReplies, type Reply } from './supplier-track.writes.ts';
export { SupplierEntity } from './supplier.entity.ts';
export { supplierUpdated } from './supplier.events.ts';
export {
  estimatePoolSize,
  findSuppliers,
  supplierBehindLoader,
  supplierExists,
  supplierLoader,
  type SupplierRecord,
} from './supplier.queries.ts';
export { SupplierCategoryResolver, SupplierResolver, ViewerSupplierResolver } from './supplier.resolver.ts';
export { Supplier, toSupplier } from './supplier.type.ts';
