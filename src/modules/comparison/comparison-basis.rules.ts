import { type Fixed, fixed, ZERO } from '../../platform/kernel/fixed.ts';
import {
  type CrossRate,
  CUSTOMS_UNIONS,
  customsUnionOf,
  dutyBaseOf,
  type DutyRateRecord,
  type LogisticsRateRecord,
  type UnitRecord,
} from '../catalog/index.ts';
import type { RateNeeds } from './rate-needs.rules.ts';
import type { ComparisonRates } from './scoring/index.ts';

/** The same value with its exact numbers as text, as JSON keeps them. */
type Kept<T> = T extends Fixed
  ? string
  : T extends readonly (infer Item)[]
    ? readonly Kept<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Kept<T[Key]> }
      : T;

/** Every rate that a comparison uses, as gathered and as frozen: one form, so that both give the same bytes. */
export interface KeptRates extends Kept<ComparisonRates> {
  /** The partner's cost of capital per year, as a fraction; `null` where it states none. */
  readonly costOfCapital: string | null;
}

/** What a comparison takes from outside its RFQ. */
export interface ComparisonBasis {
  /** ISO date. */
  readonly ratesAsOf: string;
  readonly rates: KeptRates;
}

/** The rates as the scoring takes them. */
export function ratesOf(kept: KeptRates): ComparisonRates {
  return {
    fx: kept.fx.map((rate) => ({
      ...rate,
      multiplyBy: fixed(rate.multiplyBy),
      divideBy: fixed(rate.divideBy),
    })),
    units: kept.units.map((unit) => ({ ...unit, factor: fixed(unit.factor) })),
    logistics: kept.logistics.map((rate) => ({ ...rate, amount: fixed(rate.amount) })),
    duties: kept.duties.map((rate) => ({ ...rate, percent: fixed(rate.percent) })),
    customsUnions: kept.customsUnions,
    dutyBase: kept.dutyBase,
  };
}

/** Rates as the catalog knows them: for this RFQ, and maybe for others too. */
export interface KnownRates {
  readonly units: ReadonlyMap<string, UnitRecord>;
  readonly logistics: readonly LogisticsRateRecord[];
  readonly duties: readonly DutyRateRecord[];
  readonly fx: ReadonlyMap<string, CrossRate>;
  readonly costOfCapital: string | null;
}

/**
 * Picks what one RFQ's comparison can use, in an order of its own: the bytes depend on the RFQ and the rates
 * alone, not on what else was looked up with them.
 */
export function keptRates(
  needs: RateNeeds,
  rfq: { readonly destination: string; readonly currency: string },
  known: KnownRates,
): KeptRates {
  const origins = new Set(needs.origins);
  const logistics = known.logistics.filter((rate) => origins.has(rate.origin));
  return {
    costOfCapital: known.costOfCapital,
    units: needs.units.flatMap((code) => keptUnit(known.units.get(code))),
    logistics: inOrder(
      logistics.map(({ rate, currency, ...rest }) => ({
        ...rest,
        amount: rate,
        currency: currency ?? rfq.currency,
      })),
    ),
    duties: inOrder(known.duties.filter((rate) => isNeeded(rate, needs))),
    fx: keptFx(
      [...needs.currencies, ...logistics.map((rate) => rate.currency ?? rfq.currency)],
      rfq.currency,
      known.fx,
    ),
    customsUnions: CUSTOMS_UNIONS,
    dutyBase: dutyBaseOf(rfq.destination),
  };
}

/** A factor that is nothing at twelve decimals converts nothing. */
function keptUnit(unit: UnitRecord | undefined): KeptRates['units'] {
  if (unit === undefined || fixed(unit.factor) === ZERO) return [];
  return [{ code: unit.code, dimension: unit.dimension, factor: unit.factor }];
}

function isNeeded(rate: DutyRateRecord, { origins, hsCodes }: RateNeeds): boolean {
  const fromThere =
    rate.origin === '*' || origins.some((origin) => [origin, customsUnionOf(origin)].includes(rate.origin));
  return fromThere && (rate.hsPrefix === '' || hsCodes.some((code) => code.startsWith(rate.hsPrefix)));
}

function keptFx(
  currencies: readonly string[],
  target: string,
  known: ReadonlyMap<string, CrossRate>,
): KeptRates['fx'] {
  return [...new Set(currencies)].toSorted().flatMap((currency) => {
    const rate = currency === target ? undefined : known.get(currency);
    if (!rate) return [];
    const { multiplyBy, divideBy, rateIds } = rate;
    return [{ rateId: rateIds.join(' '), currency, multiplyBy, divideBy }];
  });
}

const inOrder = <Rate extends { readonly rateId: string; readonly origin: string }>(
  rates: readonly Rate[],
): readonly Rate[] => {
  const keyOf = (rate: Rate) => `${rate.origin} ${rate.rateId}`;
  return rates.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : Number(keyOf(a) > keyOf(b))));
};
