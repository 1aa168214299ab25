import { Field, InputType, ObjectType } from 'type-graphql';
import { CurrencyCodeScalar, DateTimeScalar, DecimalScalar, UnitCodeScalar } from './scalars.ts';

@ObjectType({ simpleResolvers: true, description: 'An amount of money in its currency.' })
export class Money {
  @Field(() => DecimalScalar, { description: 'The amount, in units of the currency.' })
  amount!: string;

  @Field(() => CurrencyCodeScalar, { description: 'Its currency.' })
  currency!: string;
}

@InputType({ description: 'An amount of money in its currency.' })
export class MoneyInput {
  @Field(() => DecimalScalar, { description: 'The amount, in units of the currency.' })
  amount!: string;

  @Field(() => CurrencyCodeScalar, { description: 'Its currency.' })
  currency!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A quantity in its unit.' })
export class Quantity {
  @Field(() => DecimalScalar, { description: 'How many units.' })
  value!: string;

  @Field(() => UnitCodeScalar, { description: 'UN/ECE Rec 20 code; "ZZ" where `unitText` names the unit.' })
  unit!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The unit in words, where no code fits ("ZZ"); null otherwise.',
  })
  unitText!: string | null;
}

@InputType({ description: 'A quantity in its unit.' })
export class QuantityInput {
  @Field(() => DecimalScalar, { description: 'How many units; more than 0.' })
  value!: string;

  @Field(() => UnitCodeScalar, {
    description: 'UN/ECE Rec 20 code; "ZZ" (mutually defined) with `unitText` where no code fits.',
  })
  unit!: string;

  @Field(() => String, { nullable: true, description: 'The unit in words; only with "ZZ".' })
  unitText?: string;
}

@InputType({ description: 'A span of time; without one of its ends it goes on for ever on that side.' })
export class DateTimeRangeInput {
  @Field(() => DateTimeScalar, { nullable: true, description: 'Its first instant.' })
  from?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'The instant that it ends before.' })
  to?: Date | null;
}
