import type { Fixed } from '../../../platform/kernel/fixed.ts';

/**
 * Rates as frozen for this comparison. An `origin` or `destination` is a country, the code of one of the
 * `customsUnions`, or `*` for anywhere; the nearest statement counts, the origin's nearness first.
 */
export interface ComparisonRates {
  readonly fx: readonly FxRate[];
  readonly units: readonly UnitDefinition[];
  readonly logistics: readonly LogisticsRate[];
  readonly duties: readonly DutyRate[];
  readonly customsUnions: readonly CustomsUnion[];
  /** What the destination's customs charges its percentage on. */
  readonly dutyBase: DutyBase;
}

export type DutyBase = 'FOB' | 'CIF';

/** `amount × multiplyBy ÷ divideBy` is the amount in the comparison's currency, rounded once: cross rates stay exact. */
export interface FxRate {
  readonly rateId: string;
  readonly currency: string;
  readonly multiplyBy: Fixed;
  readonly divideBy: Fixed;
}

/** `factor` converts to the dimension's base unit, which is the kilogram for `MASS` and the cubic metre for `VOLUME`. */
export interface UnitDefinition {
  readonly code: string;
  readonly dimension: string;
  readonly factor: Fixed;
}

export type LogisticsComponent = 'ORIGIN' | 'MAIN' | 'INSURANCE' | 'DESTINATION';
export type LogisticsBasis = 'PER_KG' | 'PER_M3' | 'PER_UNIT' | 'PERCENT_OF_VALUE' | 'PER_SHIPMENT';

/**
 * What one component costs. `PER_SHIPMENT` is charged once. The other bases of one component are
 * alternatives: a line takes the first of `PER_KG`, `PER_M3`, `PER_UNIT`, `PERCENT_OF_VALUE` that it has
 * the data for. A percentage is of the value before the component; for insurance it is the premium on
 * 110 % of the CIF value. A cost of nothing is stated by a rate of 0: no rate is a gap.
 */
export interface LogisticsRate {
  readonly rateId: string;
  readonly component: LogisticsComponent;
  readonly origin: string;
  readonly destination: string;
  readonly basis: LogisticsBasis;
  /** Money per basis, or percent. */
  readonly amount: Fixed;
  /** Of `amount`; meaningless for a percentage. */
  readonly currency: string;
}

export interface DutyRate {
  readonly rateId: string;
  readonly origin: string;
  readonly destination: string;
  /** Digits of an HS code; the longest that fits counts. Empty for any goods. */
  readonly hsPrefix: string;
  readonly percent: Fixed;
}

export interface CustomsUnion {
  readonly code: string;
  readonly members: readonly string[];
}
