import { Arg, Ctx, FieldResolver, ID, Resolver, Root, Subscription } from 'type-graphql';
import type { GraphContext } from '../../platform/graphql/context.ts';
import { subscriptionContext } from '../../platform/graphql/feed.ts';
import { Viewer } from '../identity/index.ts';
import { findInboxStanding } from './inbox-feed.queries.ts';
import { inboxFeed, type InboxNews, invitationEventId } from './inbox-feed.ts';
import { InvitationEvent } from './invitation-event.type.ts';
import { invitationLoader } from './invitation.queries.ts';
import { type Invitation, toInvitation } from './invitation.type.ts';

@Resolver(() => Viewer)
export class ViewerLatestInvitationResolver {
  @FieldResolver(() => ID, {
    nullable: true,
    description:
      'Where `invitationReceived` stands: its latest event, or a place before all. To miss nothing, ask for it first, read the inbox in a later request, and subscribe with it as `afterEventId`. Null for every role but suppliers.',
  })
  async latestInvitationEventId(
    @Root() { actor }: Viewer,
    @Ctx() { db }: GraphContext,
  ): Promise<string | null> {
    if (actor.role !== 'SUPPLIER') return null;
    const { latestRfqId } = await findInboxStanding(db, actor.supplierId, null);
    return invitationEventId(actor.supplierId, latestRfqId);
  }
}

@Resolver(() => InvitationEvent)
export class InvitationReceivedResolver {
  @Subscription(() => InvitationEvent, {
    description:
      'The invitations that come to the calling supplier, each once, in order. Without `afterEventId` from now on.',
    subscribe: async ({ args, context }) => {
      const { follow } = subscriptionContext(context as GraphContext);
      return follow(await inboxFeed(context as GraphContext, args as { afterEventId?: string | null }));
    },
  })
  invitationReceived(
    @Root() { eventId, at, invited }: InboxNews,
    @Ctx() context: GraphContext,
    @Arg('afterEventId', () => ID, {
      nullable: true,
      description: 'Go on after this event: the `eventId` of the last one that was received.',
    })
    _afterEventId: string | null,
  ): InvitationEvent {
    if (!invited) return { eventId, at, kind: 'GAP', invitation: null };
    const invitation = async (): Promise<Invitation> => {
      const record = await invitationLoader(context).load(invited);
      if (!record) throw new Error('a listed invitation cannot be read');
      return toInvitation(record);
    };
    return { eventId, at, kind: 'RECEIVED', invitation };
  }
}
