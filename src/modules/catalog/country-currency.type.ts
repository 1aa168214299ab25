import { Field, Int, ObjectType } from 'type-graphql';
import { CountryCodeScalar, CurrencyCodeScalar } from '../../platform/graphql/scalars.ts';

@ObjectType({ simpleResolvers: true, description: 'A country of ISO 3166-1, for form fields.' })
export class Country {
  @Field(() => CountryCodeScalar, { description: 'Its alpha-2 code, such as "DE".' })
  code!: string;

  @Field(() => String, { description: 'Its name in the language asked for.' })
  name!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A currency, for form fields and for showing amounts.' })
export class Currency {
  @Field(() => CurrencyCodeScalar, { description: 'Its ISO 4217 code, such as "EUR".' })
  code!: string;

  @Field(() => String, { description: 'Its name in the language asked for.' })
  name!: string;

  @Field(() => Int, { description: 'How many decimals its amounts are shown with: 2 for EUR, 0 for JPY.' })
  minorDigits!: number;
}
