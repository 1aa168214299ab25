import { Field, Int, ObjectType } from 'type-graphql';
import type { EventDefinition } from '../../platform/outbox/define-event.ts';
import { defineActivity, RfqEvent, type RfqEventKind, stateActivity } from '../rfqs/index.ts';
import { awardConfirmed, awardDecided, awardLapsed, rfqAwarded, rfqUnsuccessful } from './award.events.ts';
import { awardLoader, awardsLoader } from './award.queries.ts';
import { Award, toAward } from './award.type.ts';

@ObjectType({
  implements: RfqEvent,
  simpleResolvers: true,
  description: 'AWARD_DECIDED: the buyer has decided who gets what; the suppliers are asked to confirm.',
})
export class RfqDecisionEvent extends RfqEvent {
  @Field(() => Int, {
    description: 'Which decision on this request, from 1; later ones follow awards that lapsed.',
  })
  round!: number;

  @Field(() => [Award], { description: 'The awards of this decision, as they are now.' })
  awards!: Award[];
}

@ObjectType({
  implements: RfqEvent,
  simpleResolvers: true,
  description: 'What became of one award: AWARD_CONFIRMED or AWARD_LAPSED.',
})
export class RfqAwardEvent extends RfqEvent {
  @Field(() => Award, { description: 'The award, as it is now.' })
  award!: Award;
}

const awardActivity = (fact: EventDefinition<{ rfqId: string; awardId: string }>, kind: RfqEventKind) =>
  defineActivity(fact, {
    kind,
    type: RfqAwardEvent,
    fields: (context, { rfqId, awardId }) => ({
      award: async () => {
        const record = await awardLoader(context).load(`${rfqId}:${awardId}`);
        if (!record) throw new Error('the award of a told fact cannot be read');
        return toAward(record);
      },
    }),
  });

export const awardActivities = [
  defineActivity(awardDecided, {
    kind: 'AWARD_DECIDED',
    type: RfqDecisionEvent,
    fields: (context, { rfqId, round }) => ({
      round,
      awards: async () => {
        const awards = await awardsLoader(context).load(rfqId);
        return awards.filter((award) => award.round === round).map(toAward);
      },
    }),
  }),
  awardActivity(awardConfirmed, 'AWARD_CONFIRMED'),
  awardActivity(awardLapsed, 'AWARD_LAPSED'),
  stateActivity(rfqAwarded, 'AWARDED'),
  stateActivity(rfqUnsuccessful, 'UNSUCCESSFUL'),
];
