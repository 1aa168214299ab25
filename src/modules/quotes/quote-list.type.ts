import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import './quote-enums.type.ts';
import { QuoteState } from './quote.rules.ts';

export const QuoteOrder = {
  SUBMITTED_AT_ASC: 'SUBMITTED_AT_ASC',
  SUBMITTED_AT_DESC: 'SUBMITTED_AT_DESC',
  VALID_UNTIL_ASC: 'VALID_UNTIL_ASC',
  VALID_UNTIL_DESC: 'VALID_UNTIL_DESC',
  LEAD_TIME_ASC: 'LEAD_TIME_ASC',
  LEAD_TIME_DESC: 'LEAD_TIME_DESC',
} as const;
export type QuoteOrder = (typeof QuoteOrder)[keyof typeof QuoteOrder];

registerEnumType(QuoteOrder, {
  name: 'QuoteOrder',
  description:
    'The order of a list of quotes. What is equal in it is ordered by id. By price they are ordered in `comparison`, which makes prices comparable.',
  valuesConfig: {
    SUBMITTED_AT_ASC: { description: 'The first submitted first; a revision moves nothing.' },
    SUBMITTED_AT_DESC: { description: 'The last submitted first; a revision moves nothing.' },
    VALID_UNTIL_ASC: { description: 'Those first whose validity ends first.' },
    VALID_UNTIL_DESC: { description: 'Those first that are valid longest.' },
    LEAD_TIME_ASC: { description: 'The fastest delivery first.' },
    LEAD_TIME_DESC: { description: 'The slowest delivery first.' },
  },
});

@InputType({ description: 'Which quotes a list shows: those that meet every condition given.' })
export class QuoteFilter {
  @Field(() => [QuoteState], { nullable: true, description: 'Only those in one of these states.' })
  states?: QuoteState[] | null;

  @Field(() => [ID], { nullable: true, description: 'Only those of these suppliers, at most 100.' })
  suppliers?: string[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: only those that price every line as asked. False: only partial ones.',
  })
  complete?: boolean | null;
}
