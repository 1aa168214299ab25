import DataLoader from 'dataloader';
import { Arg, Ctx, FieldResolver, ID, Resolver, Root, Subscription } from 'type-graphql';
import { awardActivities } from '../../../modules/awards/index.ts';
import { invitationActivities } from '../../../modules/invitations/index.ts';
import { matchingActivities } from '../../../modules/matching/index.ts';
import { quoteActivities } from '../../../modules/quotes/index.ts';
import {
  findLatestToldFacts,
  Rfq,
  type RfqActivity,
  rfqActivities,
  RfqEvent,
  rfqEventId,
  rfqFeed,
  type RfqFeedArguments,
  type RfqNews,
  rfqLoader,
  toRfq,
} from '../../../modules/rfqs/index.ts';
import { defineLoader, type GraphContext, requireActor } from '../../../platform/graphql/context.ts';
import { subscriptionContext } from '../../../platform/graphql/feed.ts';

/** Every fact that is told about an RFQ, in corridor order. */
export const activities: readonly RfqActivity[] = [
  ...rfqActivities,
  ...matchingActivities,
  ...invitationActivities,
  ...quoteActivities,
  ...awardActivities,
];

const byFact = new Map(activities.map((activity) => [activity.fact, activity]));

/** The event that tells the latest fact about each RFQ that the caller was let through to. */
const latestEventLoader = defineLoader(
  (context) =>
    new DataLoader<string, string>(async (rfqIds) => {
      const latest = await findLatestToldFacts(context.db, requireActor(context), activities, rfqIds);
      const factIds = new Map(latest.map(({ rfqId, id }) => [rfqId, id]));
      return rfqIds.map((rfqId) => rfqEventId(rfqId, factIds.get(rfqId) ?? null));
    }),
);

@Resolver(() => Rfq)
export class RfqLatestEventResolver {
  @FieldResolver(() => ID, {
    description:
      'Where `rfqActivity` stands: its latest event, or a place before all. To miss nothing, ask for it first, read the rest in a later request, and subscribe with it as `afterEventId`.',
  })
  latestEventId(@Root() { record }: Rfq, @Ctx() context: GraphContext): Promise<string> {
    return latestEventLoader(context).load(record.id);
  }
}

@Resolver(() => RfqEvent)
export class RfqActivityResolver {
  @Subscription(() => RfqEvent, {
    description:
      'What happens to a request of the caller’s side, each event once, in order. Without `afterEventId` from now on. NOT_FOUND when it is absent or not yours.',
    subscribe: async ({ args, context }) => {
      const { follow } = subscriptionContext(context as GraphContext);
      return follow(await rfqFeed(context as GraphContext, args as RfqFeedArguments, activities));
    },
  })
  rfqActivity(
    @Root() news: RfqNews,
    @Ctx() context: GraphContext,
    @Arg('rfqId', () => ID, { description: 'The request.' }) _rfqId: string,
    @Arg('afterEventId', () => ID, {
      nullable: true,
      description: 'Go on after this event: the `eventId` of the last one that was received.',
    })
    _afterEventId: string | null,
  ): RfqEvent {
    const { eventId, at, rfqId } = news;
    const rfq = async (): Promise<Rfq> => {
      const record = await rfqLoader(context).load(rfqId);
      if (!record) throw new Error('the request of a told fact cannot be read');
      return toRfq(record);
    };
    if (!news.fact) {
      const gap = { __typename: 'RfqGapEvent', afterEventId: news.afterEventId };
      return Object.assign(gap, { eventId, at, rfq, kind: 'GAP' } as const);
    }
    const activity = byFact.get(news.fact.name);
    if (!activity) throw new Error(`${news.fact.name} is told, but nobody says how`);
    return { eventId, at, rfq, kind: activity.kind, ...activity.show(context, news.fact.payload) };
  }
}
