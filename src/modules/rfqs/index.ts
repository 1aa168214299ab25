export { closeDueRfq } from './commands/close-due-rfq.ts';
export { closeRfqJob } from './jobs/close-rfq.ts';
export { loadRfqLineNode, RfqLineResolver, RfqResolver } from './rfq.resolver.ts';
export { defineActivity, type RfqActivity, rfqActivities, stateActivity } from './rfq-activity.ts';
export { BuyerRfqCountsResolver, ViewerRfqCountsResolver } from './rfq-counts.resolver.ts';
export { RfqTimelineEntryResolver, RfqTimelineResolver } from './rfq-timeline.resolver.ts';
export { RfqTimelineEntry } from './rfq-timeline.type.ts';
export { RfqEvent, type RfqEventKind } from './rfq-event.type.ts';
export { findLatestToldFacts } from './rfq-activity.queries.ts';
export { rfqEventId, type RfqFeedArguments, rfqFeed, type RfqNews } from './rfq-feed.ts';
export { rfqCancelled, rfqClosed, rfqPublished } from './rfq.events.ts';
export {
  findDueRfqs,
  findRfqLines,
  findRfqs,
  findRunningRfqs,
  OPENED,
  readableBy,
  rfqBehindLoader,
  type RfqLineRecord,
  rfqLinesLoader,
  rfqLoader,
  type RfqRecord,
} from './rfq.queries.ts';
export {
  BidVisibility,
  type ComparisonPolicy,
  type Criterion,
  isBuyerSide,
  isOpened,
  RankingMethod,
  type Reach,
  rfqNotFound,
  rfqNumber,
  RfqState,
} from './rfq.rules.ts';
export { type LockedRfq, lockRfq, noteLatestQuoteAt, setRfqState } from './rfq.writes.ts';
export {
  Criterion as CriterionType,
  ComparisonPolicy as ComparisonPolicyType,
  ComparisonPolicyInput,
} from './comparison-policy.type.ts';
export { checkPolicy, policyOf } from './rfq-input.rules.ts';
export { decideOnRfq } from './rfq-decision.ts';
export { DeliveryPlace, Rfq, RfqConnection, RfqLine, toRfq, toRfqLine } from './rfq.type.ts';
export { RfqEntity, RfqLineEntity, BuyerRfqEntity } from './rfq.entity.ts';
