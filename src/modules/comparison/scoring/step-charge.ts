import { div, fixedInt, mul, ONE, type Fixed } from '../../../platform/kernel/fixed.ts';
import type { LogisticsRate } from './comparison-rates.ts';
import type { ComparisonGap } from './comparison-result.ts';
import { applyRatio, type Ratio } from './ratio.ts';

/** What one step of the chain costs for one line (or for the shipment as a whole); the gap where that is not known. */
export interface StepCharge {
  readonly flat: FlatCharge | null;
  readonly percent: PercentCharge | null;
  readonly gap: ComparisonGap | null;
}

/** So much money for every kilogram, cubic metre, unit or shipment. */
export interface FlatCharge {
  readonly rate: LogisticsRate;
  /** The cost of a quantity in asked units. */
  costOf(quantity: Fixed): FlatCost;
}

export interface FlatCost {
  /** Kilograms, cubic metres, units or shipments. */
  readonly measure: Fixed;
  /** In the rate's currency. */
  readonly originalAmount: Fixed;
  /** In the comparison's currency. */
  readonly amount: Fixed;
}

export interface PercentCharge {
  readonly rate: LogisticsRate;
  /** Of the value before the step; for insurance of the value after it. */
  readonly fraction: Fixed;
}

export type ChainCharges = readonly StepCharge[];

export const FREE: StepCharge = { flat: null, percent: null, gap: null };
const INSURED_SHARE = div(fixedInt(11), fixedInt(10));

/** A charge on a measure, of which an asked unit holds `perUnit`. */
export function flatCharge(rate: LogisticsRate, fx: Ratio, perUnit: Fixed): FlatCharge {
  return new RatedCharge(rate, fx, perUnit);
}

/** Remembers its costs: nearly all quotes from one origin ship the same quantity of a line. */
class RatedCharge implements FlatCharge {
  readonly rate: LogisticsRate;
  readonly #fx: Ratio;
  readonly #perUnit: Fixed;
  readonly #costs = new Map<Fixed, FlatCost>();

  constructor(rate: LogisticsRate, fx: Ratio, perUnit: Fixed) {
    this.rate = rate;
    this.#fx = fx;
    this.#perUnit = perUnit;
  }

  costOf(quantity: Fixed): FlatCost {
    let cost = this.#costs.get(quantity);
    if (cost === undefined) {
      const measure = mul(this.#perUnit, quantity);
      const originalAmount = mul(this.rate.amount, measure);
      cost = { measure, originalAmount, amount: applyRatio(originalAmount, this.#fx) };
      this.#costs.set(quantity, cost);
    }
    return cost;
  }
}

/** A charge on a value. Throws `RangeError` where it would take the whole value. */
export function percentCharge(rate: LogisticsRate): StepCharge {
  const share = div(rate.amount, fixedInt(100));
  const fraction = rate.component === 'INSURANCE' ? mul(INSURED_SHARE, share) : share;
  if (fraction >= ONE) throw new RangeError(`rate ${rate.rateId} takes the whole value`);
  return { ...FREE, percent: { rate, fraction } };
}
