import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { type GraphContext, requireActor } from '../../platform/graphql/context.ts';
import { CurrencyCodeScalar, DateScalar } from '../../platform/graphql/scalars.ts';
import { ratesAsOf, today } from './fx-rate.queries.ts';
import { FxRate } from './fx-rate.type.ts';

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
    @Arg('asOf', () => DateScalar, { nullable: true, description: 'The day; today (UTC) when absent.' })
    asOf: string | null,
  ): Promise<FxRate | null> {
    requireActor(context);
    const day = asOf ?? (await today(context.db));
    const rate = (await ratesAsOf(context.db, { currencies: [base], target: quote, asOf: day })).get(base);
    return rate ? { base, quote, ...rate, rateIds: [...rate.rateIds] } : null;
  }
}
