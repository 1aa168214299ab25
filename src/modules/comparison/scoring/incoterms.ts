import { add, div, mul, ONE, sub, type Fixed } from '../../../platform/kernel/fixed.ts';
import type { Incoterm } from './comparison-input.ts';
import type { DutyBase, LogisticsComponent } from './comparison-rates.ts';

/**
 * The way from the factory to the buyer is a chain of values, EXW → FOB → CFR → CIF → DAP → DDP; step i
 * takes the value from stage i to stage i + 1 by adding one component.
 */
export const CHAIN = ['ORIGIN', 'MAIN', 'INSURANCE', 'DESTINATION'] as const satisfies LogisticsComponent[];
export const DELIVERED_STAGE = CHAIN.length;
const INSURANCE_STEP = CHAIN.indexOf('INSURANCE');

/** The stage that a price under this Incoterm has reached: everything before is in it, the rest is the buyer's. */
export const PRICE_STAGE: Readonly<Record<Incoterm, number>> = {
  EXW: 0,
  FCA: 1,
  FAS: 1,
  FOB: 1,
  CFR: 2,
  CPT: 2,
  CIF: 3,
  CIP: 3,
  DAP: 4,
  DPU: 4,
  DDP: 5,
};

export const DUTY_STAGE: Readonly<Record<DutyBase, number>> = { FOB: 1, CIF: 3 };

/**
 * What a step adds to a value: a flat amount and a fraction of the value before it – for insurance a
 * fraction `k` of the value after it, since the premium is insured too: `CIF = (CFR + flat) / (1 − k)`.
 */
export function stepCost(step: number, value: Fixed, flat: Fixed, fraction: Fixed): Fixed {
  if (fraction === 0n) return flat;
  if (step === INSURANCE_STEP) return sub(div(add(value, flat), sub(ONE, fraction)), value);
  return add(flat, mul(value, fraction));
}

/** The value before a step, from the value after it: the same relation backwards. */
export function stepBack(step: number, value: Fixed, flat: Fixed, fraction: Fixed): Fixed {
  if (fraction === 0n) return sub(value, flat);
  if (step === INSURANCE_STEP) return sub(mul(value, sub(ONE, fraction)), flat);
  return div(sub(value, flat), add(ONE, fraction));
}
