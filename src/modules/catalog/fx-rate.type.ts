import { Field, ObjectType } from 'type-graphql';
import { CurrencyCodeScalar, DateScalar, DecimalScalar } from '../../platform/graphql/scalars.ts';
import { Money } from '../../platform/graphql/values.type.ts';

@ObjectType({ simpleResolvers: true, description: 'What a currency was worth in another on a day.' })
export class FxRate {
  @Field(() => CurrencyCodeScalar, { description: 'The currency that is valued.' })
  base!: string;

  @Field(() => CurrencyCodeScalar, { description: 'The currency that its value is stated in.' })
  quote!: string;

  @Field(() => DecimalScalar, {
    description: '1 unit of `base` in `quote`, rounded to 12 decimals. Crossed through the euro.',
  })
  rate!: string;

  @Field(() => DateScalar, {
    description: 'The day of the publication used; of the older one where two are. At most ten days back.',
  })
  rateDate!: string;

  @Field(() => [String], {
    description:
      'The published rates that it is made of, such as "ECB:2026-04-13:EUR:USD"; "DEMO" ones are made up.',
  })
  rateIds!: string[];
}

@ObjectType({ simpleResolvers: true, description: 'An amount of money as stated in another currency.' })
export class MoneyConversion {
  @Field(() => Money, { description: 'The amount, rounded half up to the currency’s decimals.' })
  money!: Money;

  @Field(() => DecimalScalar, { description: 'The amount to 12 decimals.' })
  unroundedAmount!: string;

  @Field(() => FxRate, { description: 'The rate that it was converted at.' })
  rate!: FxRate;
}
