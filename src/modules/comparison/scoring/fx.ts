import type { ComparisonGap } from './comparison-result.ts';
import type { ComparisonInput } from './comparison-input.ts';
import type { FxRate } from './comparison-rates.ts';
import { gap } from './gaps.ts';
import { UNITY, type Ratio } from './ratio.ts';

/** Looks up a currency's rate into the comparison's currency; what is missing is a gap, never 1. */
export interface FxTable {
  rateOf(currency: string): Ratio | null;
  /** The same object for the same currency, so that a quote states it once. */
  missing(currency: string): ComparisonGap;
}

/** Indexes the frozen rates. Throws `RangeError` for a rate that is not positive or stated twice. */
export function fxTable(input: ComparisonInput): FxTable {
  const target = input.rfq.currency;
  const rates = new Map<string, Ratio>();
  for (const rate of input.rates.fx) {
    if (rates.has(rate.currency)) throw new RangeError(`two exchange rates for ${rate.currency}`);
    rates.set(rate.currency, positive(rate));
  }
  rates.set(target, UNITY);
  const gaps = new Map<string, ComparisonGap>();
  return {
    rateOf: (currency) => rates.get(currency) ?? null,
    missing(currency) {
      const known = gaps.get(currency);
      if (known) return known;
      const made = gap('FX_RATE_MISSING', `No exchange rate ${currency}→${target} is known.`);
      gaps.set(currency, made);
      return made;
    },
  };
}

function positive(rate: FxRate): FxRate {
  if (rate.multiplyBy <= 0n || rate.divideBy <= 0n)
    throw new RangeError(`exchange rate of ${rate.currency} is not positive`);
  return rate;
}
