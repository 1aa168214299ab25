import { Field, InputType, registerEnumType } from 'type-graphql';
import { RfqState } from './rfq.rules.ts';

export const RfqOrder = {
  CREATED_AT_DESC: 'CREATED_AT_DESC',
  CREATED_AT_ASC: 'CREATED_AT_ASC',
  CLOSES_AT_ASC: 'CLOSES_AT_ASC',
  CLOSES_AT_DESC: 'CLOSES_AT_DESC',
} as const;
export type RfqOrder = (typeof RfqOrder)[keyof typeof RfqOrder];

registerEnumType(RfqOrder, {
  name: 'RfqOrder',
  description: 'The order of a list of requests.',
  valuesConfig: {
    CREATED_AT_DESC: { description: 'Newest first.' },
    CREATED_AT_ASC: { description: 'Oldest first.' },
    CLOSES_AT_ASC: { description: 'The next deadline first.' },
    CLOSES_AT_DESC: { description: 'The farthest deadline first.' },
  },
});

@InputType({ description: 'Which requests a list shows; what is left out does not matter.' })
export class RfqFilter {
  @Field(() => [RfqState], { nullable: true, description: 'Only those in one of these states.' })
  states?: RfqState[];

  @Field(() => String, {
    nullable: true,
    description: 'Only those whose title contains this text, in any case.',
  })
  title?: string;
}
