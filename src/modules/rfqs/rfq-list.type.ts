import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from '../../platform/graphql/scalars.ts';
import { DateTimeRangeInput } from '../../platform/graphql/values.type.ts';
import { CategoryInput } from './rfq-input.type.ts';
import { RfqState } from './rfq.rules.ts';

export const RfqOrder = {
  CREATED_AT_DESC: 'CREATED_AT_DESC',
  CREATED_AT_ASC: 'CREATED_AT_ASC',
  CLOSES_AT_ASC: 'CLOSES_AT_ASC',
  CLOSES_AT_DESC: 'CLOSES_AT_DESC',
  PUBLISHED_AT_DESC: 'PUBLISHED_AT_DESC',
  PUBLISHED_AT_ASC: 'PUBLISHED_AT_ASC',
} as const;
export type RfqOrder = (typeof RfqOrder)[keyof typeof RfqOrder];

registerEnumType(RfqOrder, {
  name: 'RfqOrder',
  description: 'The order of a list of requests. What is equal in it is ordered by id.',
  valuesConfig: {
    CREATED_AT_DESC: { description: 'Newest first.' },
    CREATED_AT_ASC: { description: 'Oldest first.' },
    CLOSES_AT_ASC: { description: 'The next deadline first.' },
    CLOSES_AT_DESC: { description: 'The farthest deadline first.' },
    PUBLISHED_AT_DESC: { description: 'Drafts, then the latest published.' },
    PUBLISHED_AT_ASC: { description: 'The first published; drafts last.' },
  },
});

@InputType({ description: 'Which requests a list shows: those that meet every condition given.' })
export class RfqFilter {
  @Field(() => [RfqState], { nullable: true, description: 'Only those in one of these states.' })
  states?: RfqState[] | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Only those whose number or title contains this text; case and accents do not matter. 3 to 200 characters.',
  })
  search?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Only those of this buyer; for callers that see several.',
  })
  buyer?: string | null;

  @Field(() => CategoryInput, {
    nullable: true,
    description: 'Only those with a line of this category, or of one below it.',
  })
  category?: CategoryInput | null;

  @Field(() => DateTimeRangeInput, { nullable: true, description: 'Only those with a deadline in here.' })
  closesAt?: DateTimeRangeInput | null;

  @Field(() => DateTimeRangeInput, {
    nullable: true,
    description: 'Only those published in here; no drafts.',
  })
  publishedAt?: DateTimeRangeInput | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'Only those whose latest quote came in, or was revised, since. A sealed request is never among them before it is opened.',
  })
  quotedSince?: Date | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'How many requests stand where: what a dashboard shows. Each number saturates: 10,001 means more than 10,000.',
})
export class RfqCounts {
  @Field(() => Int, { description: 'Drafts.' })
  drafts!: number;

  @Field(() => Int, { description: 'Open for quotes.' })
  open!: number;

  @Field(() => Int, { description: 'Of the open ones, those that close within 24 hours.' })
  closingSoon!: number;

  @Field(() => Int, {
    description:
      'Of the open ones, those that a quote came in for, or a new revision, in the last 24 hours. Never a sealed one.',
  })
  openWithNewQuotes!: number;

  @Field(() => Int, { description: 'Closed and not settled: an award has to be decided or confirmed.' })
  awaitingAward!: number;

  @Field(() => Int, { description: 'Awarded, whole or in part.' })
  awarded!: number;

  @Field(() => Int, { description: 'Closed with no acceptable quote.' })
  unsuccessful!: number;

  @Field(() => Int, { description: 'Called off.' })
  cancelled!: number;
}
