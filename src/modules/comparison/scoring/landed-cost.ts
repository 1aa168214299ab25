import { add, max, mul, sub, ZERO, type Fixed } from '../../../platform/kernel/fixed.ts';
import type { ComparisonGap } from './comparison-result.ts';
import type { DutyTerm } from './duty.ts';
import { DELIVERED_STAGE, stepBack, stepCost } from './incoterms.ts';
import type { ChainCharges, StepCharge } from './step-charge.ts';
import { presentValue, type PaymentValue } from './present-value.ts';

/** What turns a supplier's price into a landed cost: of one line, or of what the quote bears once. */
export interface LandingTerms {
  readonly payment: PaymentValue;
  /** The chain's stage that the price has reached. */
  readonly priceStage: number;
  readonly charges: ChainCharges;
  readonly duty: DutyTerm;
  /** The chain's stage whose value duty is charged on; null where none is, and the value need not be known. */
  readonly dutyStage: number | null;
}

/** A landed cost and its parts, all in the comparison's currency. */
export interface Landed {
  readonly cost: Fixed;
  readonly price: Fixed;
  /** The price's present value. */
  readonly paid: Fixed;
  /** In asked units. */
  readonly quantity: Fixed;
  /** What duty is charged on; without meaning where none is. */
  readonly customsValue: Fixed;
}

/**
 * Present value of the price + components that the Incoterm leaves to the buyer + duty. `price` is in the
 * comparison's currency, `quantity` in asked units. A gap in the terms counts as nothing here: the caller
 * reports it (`landingGaps`).
 */
export function land(terms: LandingTerms, price: Fixed, quantity: Fixed): Landed {
  const { charges, priceStage, dutyStage } = terms;
  const paid = presentValue(price, terms.payment);
  let value = price;
  let customsValue = price;
  for (let step = priceStage; step < DELIVERED_STAGE; step++) {
    value = add(value, costOfStep(charges[step]!, step, value, quantity));
    if (step + 1 === dutyStage) customsValue = value;
  }
  const back = dutyStage ?? priceStage;
  for (let step = priceStage - 1; step >= back; step--) {
    const { flat, percent } = charges[step]!;
    const flatCost = flat ? flat.costOf(quantity).amount : ZERO;
    customsValue = stepBack(step, customsValue, flatCost, percent ? percent.fraction : ZERO);
  }
  let cost = add(paid, sub(value, price));
  if (terms.duty.fraction !== 0n) {
    // Freight in the price of goods that cost nothing must not lower the duty on the others.
    customsValue = max(ZERO, customsValue);
    cost = add(cost, mul(customsValue, terms.duty.fraction));
  }
  return { cost, price, paid, quantity, customsValue };
}

/** What a step of the chain adds to a value. */
export function costOfStep(
  { flat, percent }: StepCharge,
  step: number,
  value: Fixed,
  quantity: Fixed,
): Fixed {
  const flatCost = flat ? flat.costOf(quantity).amount : ZERO;
  return percent ? stepCost(step, value, flatCost, percent.fraction) : flatCost;
}

const NO_GAPS: readonly ComparisonGap[] = [];

/** What is not known of the steps and the duty that these terms need. */
export function landingGaps({
  charges,
  priceStage,
  duty,
  dutyStage,
}: LandingTerms): readonly ComparisonGap[] {
  // From the price forwards to the delivery, and backwards to the customs value.
  const first = dutyStage === null ? priceStage : Math.min(priceStage, dutyStage);
  let gaps = duty.gap ? [duty.gap] : NO_GAPS;
  for (let step = DELIVERED_STAGE - 1; step >= first; step--) {
    const missing = charges[step]!.gap;
    if (missing) gaps = [missing, ...gaps];
  }
  return gaps;
}
