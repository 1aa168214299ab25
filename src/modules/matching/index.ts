export type { Reason } from './engine/explain.ts';
export { matchSuppliersJob } from './jobs/match-suppliers.ts';
export { MatchReportEntity } from './match-report.entity.ts';
export { matchReportLoader } from './match-report.queries.ts';
export { rfqMatched } from './matching.events.ts';
export {
  MatchingReportResolver,
  RfqMatchingResolver,
  SuppressedSupplierResolver,
} from './matching.resolver.ts';
export { MatchReason, toMatchReasons } from './matching.type.ts';
export { matchingActivities, RfqWaveEvent } from './rfq-wave-event.type.ts';
export { ShortlistEntryEntity } from './shortlist-entry.entity.ts';
