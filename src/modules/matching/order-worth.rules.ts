import { add, type Fixed, fixed, formatFixed, mul, mulDiv, ZERO } from '../../platform/kernel/fixed.ts';

/** What a line says of its value: a target price per unit and its currency, or not. */
export interface PricedLine {
  readonly quantity: string;
  readonly targetAmount: string | null;
  readonly targetCurrency: string | null;
}

/** How amounts of a currency convert into the request's: `amount × multiplyBy ÷ divideBy`. */
export interface Rate {
  readonly multiplyBy: string;
  readonly divideBy: string;
}

export interface Worth {
  readonly currency: string;
  readonly amount: string;
}

/**
 * What a request is worth by its target prices, told in every currency that there is a rate for. Empty unless
 * every line has a target price that can be converted: part of a value would be too low, and filter wrongly.
 */
export function worthOf(lines: readonly PricedLine[], rates: ReadonlyMap<string, Rate>): Worth[] {
  let total: Fixed = ZERO;
  for (const { quantity, targetAmount, targetCurrency } of lines) {
    const rate = targetCurrency === null ? undefined : rates.get(targetCurrency);
    if (targetAmount === null || !rate) return [];
    const value = mul(fixed(quantity), fixed(targetAmount));
    total = add(total, mulDiv(value, fixed(rate.multiplyBy), fixed(rate.divideBy)));
  }
  return [...rates].map(([currency, { multiplyBy, divideBy }]) => ({
    currency,
    amount: formatFixed(mulDiv(total, fixed(divideBy), fixed(multiplyBy))),
  }));
}
