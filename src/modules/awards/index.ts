export { lapseDueAwards } from './commands/lapse-due-awards.ts';
export { InvitationAwardResolver, RfqAwardsResolver, TimelineAwardResolver } from './award-edges.resolver.ts';
export { AwardDecisionEntity, AwardEntity, AwardLineEntity } from './award.entity.ts';
export { awardConfirmed, awardDecided, awardLapsed, rfqAwarded, rfqUnsuccessful } from './award.events.ts';
export { AwardResolver, loadAwardNode } from './award.resolver.ts';
export { awardActivities } from './rfq-award-event.type.ts';
