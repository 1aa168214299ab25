import { Field, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { DecimalScalar } from '../../platform/graphql/scalars.ts';
import { RankingMethod } from './rfq.rules.ts';

registerEnumType(RankingMethod, {
  name: 'RankingMethod',
  description: 'How quotes are ranked. The score of a quote never depends on the other quotes.',
  valuesConfig: {
    LOWEST_LANDED_COST: { description: 'The lowest comparable landed cost first.' },
    WEIGHTED_SUM: {
      description: 'The highest weighted sum of criteria, each scaled between its published worst and best.',
    },
  },
});

@InputType({
  description: 'One criterion of a weighted ranking, with the bounds that are published to suppliers.',
})
export class CriterionInput {
  @Field(() => String, { description: '"COST" (landed cost) or "LEAD_TIME" (days).' })
  name!: string;

  @Field(() => DecimalScalar, { description: 'Its share; weights are scaled to add up to 1.' })
  weight!: string;

  @Field(() => DecimalScalar, {
    description: 'The value that scores 1, in the criterion’s own unit (currency of the request, days).',
  })
  best!: string;

  @Field(() => DecimalScalar, { description: 'The value that scores 0; worse values score 0 too.' })
  worst!: string;
}

@InputType({ description: 'How quotes will be compared. Published to suppliers before they quote.' })
export class ComparisonPolicyInput {
  @Field(() => RankingMethod, {
    nullable: true,
    description: 'How to rank; the lowest landed cost unless said otherwise.',
  })
  method?: RankingMethod;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'Cost of capital per year as a fraction ("0.08"), for payment terms; the partner’s rate when absent.',
  })
  costOfCapital?: string;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'How many percent above the asked quantity may be bought where that is cheaper; 0 when absent.',
  })
  maxOverbuyPercent?: string;

  @Field(() => [CriterionInput], {
    nullable: true,
    description: 'Criteria with weights and bounds; required for WEIGHTED_SUM.',
  })
  criteria?: CriterionInput[];
}

@ObjectType({ simpleResolvers: true, description: 'One criterion of a weighted ranking.' })
export class Criterion {
  @Field(() => String, { description: 'What is measured.' })
  name!: string;

  @Field(() => DecimalScalar, { description: 'Its share, as given.' })
  weight!: string;

  @Field(() => DecimalScalar, { description: 'The value that scores 1.' })
  best!: string;

  @Field(() => DecimalScalar, { description: 'The value that scores 0.' })
  worst!: string;
}

@ObjectType({ simpleResolvers: true, description: 'How quotes are compared, as published to suppliers.' })
export class ComparisonPolicy {
  @Field(() => RankingMethod, { description: 'How quotes are ranked.' })
  method!: RankingMethod;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Cost of capital per year as a fraction; null means the partner’s rate.',
  })
  costOfCapital!: string | null;

  @Field(() => DecimalScalar, {
    description: 'How many percent above the asked quantity may be bought where that is cheaper.',
  })
  maxOverbuyPercent!: string;

  @Field(() => [Criterion], { description: 'Criteria of a weighted ranking; empty for LOWEST_LANDED_COST.' })
  criteria!: readonly Criterion[];
}
