import { Field, Int, ObjectType } from 'type-graphql';
import { DecimalScalar } from '../../platform/graphql/scalars.ts';
import { Money, Quantity } from '../../platform/graphql/values.type.ts';
import { BidType } from '../quotes/index.ts';
import { RfqLine } from '../rfqs/index.ts';
import type { ComparisonFlagCode as FlagCode, CostComponent as Component, GapCode } from './scoring/index.ts';
import { ComparisonFlagCode, ComparisonGapCode, CostComponent } from './vocabulary.type.ts';

@ObjectType({ simpleResolvers: true, description: 'One part of a quote’s landed cost.' })
export class LedgerItem {
  @Field(() => CostComponent, { description: 'What it is for.' })
  component!: Component;

  @Field(() => RfqLine, {
    nullable: true,
    description: 'The asked line; null for what the quote bears once.',
  })
  line!: RfqLine | null;

  @Field(() => Money, {
    description:
      'In the comparison’s currency, unrounded; the items add up to `unroundedTotal`. Negative where payment terms are worth something.',
  })
  amount!: Money;

  @Field(() => Money, {
    nullable: true,
    description: 'Before conversion; null where it arose in the comparison’s currency.',
  })
  originalAmount!: Money | null;

  @Field(() => String, { description: 'How the amount came about, such as "450 × 4.6 USD".' })
  note!: string;
}

@ObjectType({ simpleResolvers: true, description: 'Something that is missing for a quote to be compared.' })
export class ComparisonGap {
  @Field(() => ComparisonGapCode, { description: 'For programs.' })
  code!: GapCode;

  @Field(() => String, { description: 'For people: it names what is missing.' })
  message!: string;

  @Field(() => RfqLine, { nullable: true, description: 'The asked line; null where it is not about one.' })
  line!: RfqLine | null;

  @Field(() => CostComponent, {
    nullable: true,
    description: 'The part of the cost that is not known; null where it is not about one.',
  })
  component!: Component | null;
}

@ObjectType({ simpleResolvers: true, description: 'Something worth knowing of a ranked quote.' })
export class ComparisonFlag {
  @Field(() => ComparisonFlagCode, { description: 'For programs.' })
  code!: FlagCode;

  @Field(() => String, { description: 'For people.' })
  message!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'One answer to one asked line, compared on its own, without what the quote bears once.',
})
export class ComparedLine {
  @Field(() => RfqLine, { description: 'The asked line.' })
  line!: RfqLine;

  @Field(() => BidType, {
    nullable: true,
    description: 'How the supplier answers; null where the quote says nothing about the line.',
  })
  bidType!: BidType | null;

  @Field(() => Boolean, { description: 'Whether this answer is the one in the quote’s total.' })
  counted!: boolean;

  @Field(() => Quantity, {
    nullable: true,
    description:
      'What would be ordered, in the quote’s unit, after minimum order quantity, pack size and price breaks; null where there is no price.',
  })
  orderedQuantity!: Quantity | null;

  @Field(() => Money, {
    nullable: true,
    description:
      'Price of one asked unit in the comparison’s currency, unrounded; null where there is no price.',
  })
  unitPrice!: Money | null;

  @Field(() => Money, {
    nullable: true,
    description: 'Landed cost of the line, unrounded; null where something is missing.',
  })
  cost!: Money | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Rank among the quotes’ counted answers to this line; null where it has no comparable cost.',
  })
  rank!: number | null;

  @Field(() => ComparisonGap, { nullable: true, description: 'What is missing; null where nothing is.' })
  gap!: ComparisonGap | null;
}

@ObjectType({ simpleResolvers: true, description: 'How a quote does by one published criterion.' })
export class CriterionScore {
  @Field(() => String, { description: 'The criterion.' })
  name!: string;

  @Field(() => DecimalScalar, { description: 'The quote’s value, in the criterion’s own unit.' })
  raw!: string;

  @Field(() => DecimalScalar, { description: '0 at the published worst, 1 at the published best.' })
  normalised!: string;

  @Field(() => DecimalScalar, { description: 'Share of all weights, 0 to 1.' })
  weight!: string;

  @Field(() => DecimalScalar, { description: 'What it adds to the score.' })
  contribution!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A larger quantity that costs less than the ranked one, but lies beyond `maxOverbuyPercent`.',
})
export class TierAdvice {
  @Field(() => RfqLine, { description: 'The asked line.' })
  line!: RfqLine;

  @Field(() => Quantity, { description: 'What to order instead, in the quote’s unit.' })
  quantity!: Quantity;

  @Field(() => Money, { description: 'Its landed cost, unrounded.' })
  cost!: Money;

  @Field(() => Money, {
    nullable: true,
    description: 'What it saves, unrounded; null where the ranked quantity has no price.',
  })
  saving!: Money | null;

  @Field(() => DecimalScalar, { description: 'From which `maxOverbuyPercent` on it would be ranked.' })
  overbuyPercent!: string;
}
