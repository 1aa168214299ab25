import { Field, Int, ObjectType } from 'type-graphql';
import { defineActivity, RfqEvent } from '../rfqs/index.ts';
import { rfqMatched } from './matching.events.ts';

@ObjectType({
  implements: RfqEvent,
  simpleResolvers: true,
  description: 'A wave of a request’s suppliers went a step further: MATCHED or INVITATIONS_SENT.',
})
export class RfqWaveEvent extends RfqEvent {
  @Field(() => Int, { description: 'Which wave, from 1.' })
  wave!: number;
}

export const matchingActivities = [
  defineActivity(rfqMatched, {
    kind: 'MATCHED',
    type: RfqWaveEvent,
    fields: (_context, { wave }) => ({ wave }),
  }),
];
