import { Field, ObjectType } from 'type-graphql';
import { RfqWaveEvent } from '../matching/index.ts';
import { defineActivity, RfqEvent } from '../rfqs/index.ts';
import { invitationChanged, invitationsSent } from './invitation.events.ts';
import { invitationLoader } from './invitation.queries.ts';
import { Invitation, toInvitation } from './invitation.type.ts';

@ObjectType({
  implements: RfqEvent,
  simpleResolvers: true,
  description: 'INVITATION_CHANGED: a supplier has looked at, answered or reopened its invitation.',
})
export class RfqInvitationEvent extends RfqEvent {
  @Field(() => Invitation, { description: 'The invitation; its state says where it stands now.' })
  invitation!: Invitation;
}

export const invitationActivities = [
  defineActivity(invitationsSent, {
    kind: 'INVITATIONS_SENT',
    type: RfqWaveEvent,
    fields: (_context, { wave }) => ({ wave }),
  }),
  defineActivity(invitationChanged, {
    kind: 'INVITATION_CHANGED',
    type: RfqInvitationEvent,
    tellsOfAnswers: true,
    fields: (context, key) => ({
      invitation: async () => {
        const record = await invitationLoader(context).load(key);
        if (!record) throw new Error('the invitation of a told fact cannot be read');
        return toInvitation(record);
      },
    }),
  }),
];
