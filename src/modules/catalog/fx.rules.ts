import { type Fixed, div, fixed, formatFixed, ONE } from '../../platform/kernel/fixed.ts';
import { fail } from '../../platform/kernel/domain-error.ts';

/** Every rate is kept against it; others are crossed through it. */
export const BASE_CURRENCY = 'EUR';

/** On days without a publication the last earlier day counts, at most so many days back: some currencies end. */
export const MAX_RATE_AGE_DAYS = 10;

/** The source of made-up rates, which yield to every other. */
export const DEMO_SOURCE = 'DEMO';

/** A published rate: 1 EUR = `rate` of the currency. */
export interface FxLeg {
  readonly id: string;
  readonly rateDate: string;
  readonly rate: string;
}

/** What one unit of a currency is worth in a target currency, on a day. */
export interface CrossRate {
  /** 1 currency = `rate` of the target, rounded to 12 decimals. */
  readonly rate: string;
  /** `amount × multiplyBy ÷ divideBy` is the same without rounding twice. */
  readonly multiplyBy: string;
  readonly divideBy: string;
  /** The published rates that it is made of, such as `ECB:2026-04-13:EUR:USD`; empty for a currency into itself. */
  readonly rateIds: readonly string[];
  /** The day of the older one of them; the day asked for where there is none. */
  readonly rateDate: string;
}

/** The id of a published rate: it names the fact wherever it is used. */
export const fxRateId = (source: string, rateDate: string, base: string, quote: string): string =>
  `${source}:${rateDate}:${base}:${quote}`;

/**
 * Crosses two published rates through the base currency. A leg of the base currency itself is not needed.
 * Returns `null` when a leg that is needed is missing.
 */
export function crossRate(
  currency: string,
  target: string,
  asOf: string,
  legs: ReadonlyMap<string, FxLeg>,
): CrossRate | null {
  if (currency === target) {
    return { rate: '1', multiplyBy: '1', divideBy: '1', rateIds: [], rateDate: asOf };
  }
  const from = currency === BASE_CURRENCY ? null : legs.get(currency);
  const to = target === BASE_CURRENCY ? null : legs.get(target);
  if (from === undefined || to === undefined) return null;
  const multiplyBy = legRate(to);
  const divideBy = legRate(from);
  const used = [from, to].filter((leg) => leg !== null);
  return {
    rate: formatFixed(div(multiplyBy, divideBy)),
    multiplyBy: formatFixed(multiplyBy),
    divideBy: formatFixed(divideBy),
    rateIds: used.map((leg) => leg.id),
    rateDate: used.map((leg) => leg.rateDate).reduce((oldest, day) => (day < oldest ? day : oldest)),
  };
}

const legRate = (leg: FxLeg | null): Fixed => (leg === null ? ONE : fixed(leg.rate));

/** Throws `FX_RATE_MISSING`, naming the currencies and the day, unless there is a rate for each of these. */
export function requireRates(
  rates: ReadonlyMap<string, CrossRate>,
  currencies: readonly string[],
  asOf: string,
): void {
  const missing = [...new Set(currencies)].filter((currency) => !rates.has(currency)).toSorted();
  if (missing.length === 0) return;
  throw fail(
    'FX_RATE_MISSING',
    `No exchange rate for ${missing.join(', ')} is known on ${asOf} or in the ${MAX_RATE_AGE_DAYS} days before it.`,
  );
}
