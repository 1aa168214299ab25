import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../platform/graphql/context.ts';
import { Invitation } from '../invitations/index.ts';
import { Rfq, RfqTimelineEntry } from '../rfqs/index.ts';
import { awardByInvitationLoader, awardLoader, awardsLoader } from './award.queries.ts';
import { Award, toAward } from './award.type.ts';

@Resolver(() => Rfq)
export class RfqAwardsResolver {
  @FieldResolver(() => [Award], {
    description: 'Who got what of it, in every round, oldest first. Empty before it is awarded.',
  })
  async awards(@Root() rfq: Rfq, @Ctx() context: GraphContext): Promise<Award[]> {
    return (await awardsLoader(context).load(rfq.record.id)).map(toAward);
  }
}

@Resolver(() => Invitation)
export class InvitationAwardResolver {
  @FieldResolver(() => Award, {
    nullable: true,
    description:
      'What the supplier got, by the latest decision that gave it something; null when it got nothing.',
  })
  async award(@Root() { record }: Invitation, @Ctx() context: GraphContext): Promise<Award | null> {
    const award = await awardByInvitationLoader(context).load(`${record.rfqId}:${record.supplierId}`);
    return award && toAward(award);
  }
}

@Resolver(() => RfqTimelineEntry)
export class TimelineAwardResolver {
  @FieldResolver(() => Award, {
    nullable: true,
    description: 'The award that was confirmed or lapsed; null for everything else.',
  })
  async award(@Root() { record }: RfqTimelineEntry, @Ctx() context: GraphContext): Promise<Award | null> {
    const { awardId } = record.details;
    if (awardId === undefined) return null;
    const award = await awardLoader(context).load(`${record.rfqId}:${awardId}`);
    return award && toAward(award);
  }
}
