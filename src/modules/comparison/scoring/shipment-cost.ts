import { add, ONE, sub, ZERO, type Fixed } from '../../../platform/kernel/fixed.ts';
import type { QuotedAmount } from './comparison-input.ts';
import type { ComparisonGap, LedgerItem } from './comparison-result.ts';
import type { Frame } from './frame.ts';
import { land, landingGaps } from './landed-cost.ts';
import type { LandingTally } from './landing-tally.ts';
import type { QuoteTerms } from './quote-terms.ts';
import { applyRatio } from './ratio.ts';

/**
 * Adds what the quote bears once: fixed charges, the top-up of the goods' value to the minimum order value
 * (fixed charges do not count towards it), and what a shipment costs whatever it holds. Being part of the
 * price, charges and top-up are paid on the quote's terms, insured and dutiable like the goods.
 */
export function costShipment(
  frame: Frame,
  quote: QuoteTerms,
  goods: Fixed,
  lastDeliveryDays: number,
  tally: LandingTally,
  ledger: LedgerItem[],
  gaps: Set<ComparisonGap>,
): void {
  let price = ZERO;
  for (const charge of quote.quote.fixedCharges) {
    const amount = converted(frame, charge, gaps);
    if (amount === null) continue;
    price = add(price, amount);
    ledger.push(onceItem('FIXED_CHARGE', amount, charge, charge.label));
  }
  const minimum = quote.quote.minimumOrderValue;
  const minimumValue = minimum && converted(frame, minimum, gaps);
  const topUp = minimumValue === null ? ZERO : sub(minimumValue, goods);
  if (topUp > 0n) {
    price = add(price, topUp);
    ledger.push(onceItem('MINIMUM_ORDER_TOP_UP', topUp, null, null));
  }
  const terms = quote.ofShipment(tally.isDutiable, lastDeliveryDays);
  for (const missing of landingGaps(terms)) gaps.add(missing);
  const landed = land(terms, price, ONE);
  tally.add(terms, landed);
  if (terms.dutyStage !== null) tally.spreadCustomsValue(landed.customsValue);
}

function converted(frame: Frame, money: QuotedAmount, gaps: Set<ComparisonGap>): Fixed | null {
  const fx = frame.fx.rateOf(money.currency);
  if (fx) return applyRatio(money.amount, fx);
  gaps.add(frame.fx.missing(money.currency));
  return null;
}

function onceItem(
  component: 'FIXED_CHARGE' | 'MINIMUM_ORDER_TOP_UP',
  amount: Fixed,
  original: QuotedAmount | null,
  label: string | null,
): LedgerItem {
  return {
    component,
    lineNo: null,
    amount,
    originalAmount: original && original.amount,
    originalCurrency: original && original.currency,
    basis: 'AMOUNT',
    measure: null,
    rate: null,
    reference: label,
  };
}
