import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { CountryCodeScalar } from '../../platform/graphql/scalars.ts';
import { DateTimeRangeInput } from '../../platform/graphql/values.type.ts';
import { InvitationState } from './invitation.rules.ts';

export const InvitationOrder = {
  SENT_AT_DESC: 'SENT_AT_DESC',
  SENT_AT_ASC: 'SENT_AT_ASC',
  CLOSES_AT_ASC: 'CLOSES_AT_ASC',
  CLOSES_AT_DESC: 'CLOSES_AT_DESC',
} as const;
export type InvitationOrder = (typeof InvitationOrder)[keyof typeof InvitationOrder];

registerEnumType(InvitationOrder, {
  name: 'InvitationOrder',
  description: 'The order of a supplier’s invitations. What is equal in it is ordered by id.',
  valuesConfig: {
    SENT_AT_DESC: { description: 'Newest first.' },
    SENT_AT_ASC: { description: 'Oldest first.' },
    CLOSES_AT_ASC: { description: 'The next deadline first.' },
    CLOSES_AT_DESC: { description: 'The farthest deadline first.' },
  },
});

@InputType({
  description: 'Which invitations a supplier’s list shows: those that meet every condition given.',
})
export class InvitationFilter {
  @Field(() => [InvitationState], { nullable: true, description: 'In one of these states; any when absent.' })
  states?: InvitationState[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: only open ones that nobody has looked at. False: only those that somebody has.',
  })
  unread?: boolean | null;

  @Field(() => DateTimeRangeInput, { nullable: true, description: 'Only those with a deadline in here.' })
  closesAt?: DateTimeRangeInput | null;

  @Field(() => [CountryCodeScalar], {
    nullable: true,
    description: 'Only those to be delivered to one of these countries; at most 250.',
  })
  countries?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Only those whose title or buyer’s name contains this text; case and accents do not matter. At most 200 characters.',
  })
  search?: string | null;
}

export const RfqInvitationOrder = {
  SHORTLIST_ASC: 'SHORTLIST_ASC',
  SHORTLIST_DESC: 'SHORTLIST_DESC',
  SCORE_DESC: 'SCORE_DESC',
  SCORE_ASC: 'SCORE_ASC',
  SUPPLIER_NAME_ASC: 'SUPPLIER_NAME_ASC',
  SUPPLIER_NAME_DESC: 'SUPPLIER_NAME_DESC',
} as const;
export type RfqInvitationOrder = (typeof RfqInvitationOrder)[keyof typeof RfqInvitationOrder];

registerEnumType(RfqInvitationOrder, {
  name: 'RfqInvitationOrder',
  description:
    'The order of a request’s invitations: none tells anything of answers. What is equal in it is ordered by id.',
  valuesConfig: {
    SHORTLIST_ASC: { description: 'Wave by wave, in the order of the shortlist.' },
    SHORTLIST_DESC: { description: 'The other way round.' },
    SCORE_DESC: { description: 'The best score first.' },
    SCORE_ASC: { description: 'The lowest score first.' },
    SUPPLIER_NAME_ASC: { description: 'By the supplier’s name.' },
    SUPPLIER_NAME_DESC: { description: 'By the supplier’s name, from the end.' },
  },
});

@InputType({
  description: 'Which invitations a request’s list shows: those that meet every condition given.',
})
export class RfqInvitationFilter {
  @Field(() => [InvitationState], {
    nullable: true,
    description:
      'In one of these states; any when absent. Until a sealed request is opened, every invitation counts as SENT.',
  })
  states?: InvitationState[] | null;

  @Field(() => [Int], {
    nullable: true,
    description: 'Only those of these waves, numbered from 1; at most 100.',
  })
  waves?: number[] | null;

  @Field(() => [CountryCodeScalar], {
    nullable: true,
    description: 'Only suppliers established in one of these countries; at most 250.',
  })
  countries?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Only suppliers whose name contains this text; case and accents do not matter. At most 200 characters.',
  })
  search?: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'How many invitations of a supplier stand where: what its inbox shows. Each number saturates: 10,001 means more than 10,000.',
})
export class InvitationCounts {
  @Field(() => Int, { description: 'Open, and nobody has looked at them.' })
  unread!: number;

  @Field(() => Int, { description: 'Open and not answered, unread ones included.' })
  open!: number;

  @Field(() => Int, { description: 'Of the open ones, those that close within 24 hours.' })
  closingSoon!: number;

  @Field(() => Int, { description: 'Answered by a quote, whatever became of it.' })
  quoted!: number;

  @Field(() => Int, { description: 'Declined.' })
  declined!: number;

  @Field(() => Int, { description: 'Closed without an answer.' })
  missed!: number;
}
