import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from '../../platform/graphql/scalars.ts';
import { Invitation } from './invitation.type.ts';

export const InvitationEventKind = { RECEIVED: 'RECEIVED', GAP: 'GAP' } as const;
export type InvitationEventKind = (typeof InvitationEventKind)[keyof typeof InvitationEventKind];

registerEnumType(InvitationEventKind, {
  name: 'InvitationEventKind',
  description: 'What happened in a supplier’s inbox.',
  valuesConfig: {
    RECEIVED: { description: 'An invitation has come.' },
    GAP: {
      description:
        'Invitations after the given `afterEventId` may have been missed: read `Viewer.invitations` again.',
    },
  },
});

@ObjectType({
  simpleResolvers: true,
  description: 'An invitation that came into the calling supplier’s inbox.',
})
export class InvitationEvent {
  @Field(() => ID, {
    description:
      'Opaque and lasting. Keep the latest, and give it back as `afterEventId` to go on from there.',
  })
  eventId!: string;

  @Field(() => DateTimeScalar, {
    description: 'When the invitation was sent; of a gap, when it was noticed.',
  })
  at!: Date;

  @Field(() => InvitationEventKind, { description: 'What happened.' })
  kind!: InvitationEventKind;

  @Field(() => Invitation, {
    nullable: true,
    description: 'The invitation, as it is now; null only of a gap.',
  })
  invitation!: Invitation | null | (() => Promise<Invitation>);
}
