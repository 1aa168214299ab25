import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { fixed, formatFixed, formatRounded, mulDiv } from '../../platform/kernel/fixed.ts';
import { type GraphContext, requireActor } from '../../platform/graphql/context.ts';
import { CURRENCY_CODES, CurrencyCodeScalar, DateScalar } from '../../platform/graphql/scalars.ts';
import { MoneyInput } from '../../platform/graphql/values.type.ts';
import { minorDigitsOf } from './currency.ts';
import { ratesAsOf, today } from './fx-rate.queries.ts';
import { FxRate, MoneyConversion } from './fx-rate.type.ts';
import { BASE_CURRENCY, type CrossRate } from './fx.rules.ts';

const DAY = 'The day; today (UTC) when absent.';

const toFxRate = (base: string, quote: string, rate: CrossRate): FxRate => ({
  base,
  quote,
  ...rate,
  rateIds: [...rate.rateIds],
});

@Resolver(() => FxRate)
export class FxRateResolver {
  @Query(() => FxRate, {
    nullable: true,
    description: 'An exchange rate; null when none was published on the day or in the ten days before it.',
  })
  async fxRate(
    @Ctx() context: GraphContext,
    @Arg('base', () => CurrencyCodeScalar, { description: 'The currency to value.' }) base: string,
    @Arg('quote', () => CurrencyCodeScalar, { description: 'The currency to value it in.' }) quote: string,
    @Arg('asOf', () => DateScalar, { nullable: true, description: DAY })
    asOf: string | null,
  ): Promise<FxRate | null> {
    requireActor(context);
    const day = asOf ?? (await today(context.db));
    const rate = (await ratesAsOf(context.db, { currencies: [base], target: quote, asOf: day })).get(base);
    return rate ? toFxRate(base, quote, rate) : null;
  }

  @Query(() => [FxRate], {
    description:
      'What one unit of every other currency was worth in a currency: those with a rate on the day or in the ten days before it, by code. Some 40, at most one a currency.',
  })
  async fxRates(
    @Ctx() context: GraphContext,
    @Arg('quote', () => CurrencyCodeScalar, {
      defaultValue: BASE_CURRENCY,
      description: 'The currency to value the others in.',
    })
    quote: string,
    @Arg('asOf', () => DateScalar, { nullable: true, description: DAY }) asOf: string | null,
  ): Promise<FxRate[]> {
    requireActor(context);
    const day = asOf ?? (await today(context.db));
    const currencies = CURRENCY_CODES.filter((code) => code !== quote);
    const rates = await ratesAsOf(context.db, { currencies, target: quote, asOf: day });
    return [...rates].map(([base, rate]) => toFxRate(base, quote, rate));
  }

  @Query(() => MoneyConversion, {
    nullable: true,
    description:
      'An amount in another currency; null when no rate was published on the day or in the ten days before it.',
  })
  async convertMoney(
    @Ctx() context: GraphContext,
    @Arg('amount', () => MoneyInput, { description: 'The amount.' }) { amount, currency }: MoneyInput,
    @Arg('to', () => CurrencyCodeScalar, { description: 'The currency to state it in.' }) to: string,
    @Arg('asOf', () => DateScalar, { nullable: true, description: DAY }) asOf: string | null,
  ): Promise<MoneyConversion | null> {
    requireActor(context);
    const day = asOf ?? (await today(context.db));
    const wanted = { currencies: [currency], target: to, asOf: day };
    const rate = (await ratesAsOf(context.db, wanted)).get(currency);
    if (!rate) return null;
    const exact = mulDiv(fixed(amount), fixed(rate.multiplyBy), fixed(rate.divideBy));
    return {
      money: { amount: formatRounded(exact, minorDigitsOf(to)), currency: to },
      unroundedAmount: formatFixed(exact),
      rate: toFxRate(currency, to, rate),
    };
  }
}
