import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { type GraphContext, requireActor } from '../../platform/graphql/context.ts';
import { COUNTRY_CODES, CURRENCY_CODES } from '../../platform/graphql/scalars.ts';
import { DEFAULT_LANGUAGE } from './category.rules.ts';
import { Country, Currency } from './country-currency.type.ts';
import { minorDigitsOf } from './currency.ts';
import { namesIn } from './lookup.rules.ts';

const LANGUAGE = 'The language of the names, such as "de"; what has no name in it is named in English.';

@Resolver()
export class CountryCurrencyResolver {
  @Query(() => [Country], { description: 'Every country, by name: some 250.' })
  countries(
    @Ctx() context: GraphContext,
    @Arg('language', () => String, { defaultValue: DEFAULT_LANGUAGE, description: LANGUAGE })
    language: string,
  ): Country[] {
    requireActor(context);
    const nameOf = namesIn(language, 'region');
    return byName(
      COUNTRY_CODES.map((code) => ({ code, name: nameOf(code) })),
      language,
    );
  }

  @Query(() => [Currency], {
    description:
      'Every currency that amounts may be stated in, by name: some 300, former ones included. Those with an exchange rate are in `fxRates`.',
  })
  currencies(
    @Ctx() context: GraphContext,
    @Arg('language', () => String, { defaultValue: DEFAULT_LANGUAGE, description: LANGUAGE })
    language: string,
  ): Currency[] {
    requireActor(context);
    const nameOf = namesIn(language, 'currency');
    return byName(
      CURRENCY_CODES.map((code) => ({ code, name: nameOf(code), minorDigits: minorDigitsOf(code) })),
      language,
    );
  }
}

/** In the order of the language's own alphabet. */
function byName<Item extends { readonly name: string }>(items: readonly Item[], language: string): Item[] {
  const collator = new Intl.Collator([language, DEFAULT_LANGUAGE]);
  return items.toSorted((a, b) => collator.compare(a.name, b.name));
}
