import { Field, ID, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from '../../platform/graphql/scalars.ts';
import { Rfq } from './rfq.type.ts';

export const RfqEventKind = {
  PUBLISHED: 'PUBLISHED',
  MATCHED: 'MATCHED',
  INVITATIONS_SENT: 'INVITATIONS_SENT',
  INVITATION_CHANGED: 'INVITATION_CHANGED',
  QUOTE_SUBMITTED: 'QUOTE_SUBMITTED',
  QUOTE_REVISED: 'QUOTE_REVISED',
  QUOTE_WITHDRAWN: 'QUOTE_WITHDRAWN',
  CLOSED: 'CLOSED',
  CANCELLED: 'CANCELLED',
  AWARD_DECIDED: 'AWARD_DECIDED',
  AWARD_CONFIRMED: 'AWARD_CONFIRMED',
  AWARD_LAPSED: 'AWARD_LAPSED',
  AWARDED: 'AWARDED',
  UNSUCCESSFUL: 'UNSUCCESSFUL',
  GAP: 'GAP',
} as const;
export type RfqEventKind = (typeof RfqEventKind)[keyof typeof RfqEventKind];

registerEnumType(RfqEventKind, {
  name: 'RfqEventKind',
  description:
    'What happened to a request. On a sealed request the kinds INVITATION_CHANGED and QUOTE_… never occur: what suppliers did before it opened is read from `Rfq.quotes` and `Rfq.invitations` once it has closed.',
  valuesConfig: {
    PUBLISHED: { description: 'It takes quotes from now on (RfqStateEvent).' },
    MATCHED: { description: 'A wave of its shortlist is ready (RfqWaveEvent).' },
    INVITATIONS_SENT: { description: 'A batch of a wave’s invitations has gone out (RfqWaveEvent).' },
    INVITATION_CHANGED: {
      description:
        'A supplier has looked at, answered or reopened its invitation (RfqInvitationEvent). Open bids only.',
    },
    QUOTE_SUBMITTED: {
      description:
        'A supplier has quoted, for the first time or after withdrawing (RfqQuoteEvent). Open bids only.',
    },
    QUOTE_REVISED: { description: 'A supplier has replaced its quote (RfqQuoteEvent). Open bids only.' },
    QUOTE_WITHDRAWN: { description: 'A supplier has taken its quote back (RfqQuoteEvent). Open bids only.' },
    CLOSED: {
      description: 'It takes no more quotes; where it was sealed, its quotes are open now (RfqStateEvent).',
    },
    CANCELLED: { description: 'The buyer has called it off (RfqStateEvent).' },
    AWARD_DECIDED: { description: 'The buyer has decided who gets what (RfqDecisionEvent).' },
    AWARD_CONFIRMED: { description: 'An awarded supplier has confirmed (RfqAwardEvent).' },
    AWARD_LAPSED: { description: 'An awarded supplier has not confirmed in time (RfqAwardEvent).' },
    AWARDED: { description: 'Every award is confirmed; `rfq.state` says of how much (RfqStateEvent).' },
    UNSUCCESSFUL: { description: 'It has ended without any award (RfqStateEvent).' },
    GAP: {
      description:
        'Events after the given `afterEventId` may be missing: read the request again (RfqGapEvent).',
    },
  },
});

@InterfaceType({
  description:
    'Something that happened to a request for quotation, in the order in which it was committed. Objects are shown as they are when the event is delivered.',
  // Events are plain objects; whoever makes one says of which type it is.
  resolveType: (event: { readonly __typename: string }) => event.__typename,
})
export abstract class RfqEvent {
  @Field(() => ID, {
    description:
      'Opaque and lasting. Keep the latest, and give it back as `afterEventId` to go on from there.',
  })
  eventId!: string;

  @Field(() => DateTimeScalar, { description: 'When it happened; of a gap, when it was noticed.' })
  at!: Date;

  @Field(() => RfqEventKind, { description: 'What happened.' })
  kind!: RfqEventKind;

  @Field(() => Rfq, { description: 'The request, as it is now.' })
  rfq!: Rfq | (() => Promise<Rfq>);
}

@ObjectType({
  implements: RfqEvent,
  simpleResolvers: true,
  description: 'A request came to another state: PUBLISHED, CLOSED, CANCELLED, AWARDED or UNSUCCESSFUL.',
})
export class RfqStateEvent extends RfqEvent {}

@ObjectType({
  implements: RfqEvent,
  simpleResolvers: true,
  description: 'GAP: some events could not be replayed, because they are older than what is kept.',
})
export class RfqGapEvent extends RfqEvent {
  @Field(() => ID, {
    description: 'The `afterEventId` that was asked for. Between it and this event some may be missing.',
  })
  afterEventId!: string;
}
