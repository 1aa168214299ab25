import { Decimal } from 'decimal.js';
import {
  add,
  div,
  fixed,
  fixedInt,
  formatFixed,
  mulDiv,
  ONE,
  sub,
  ZERO,
  type Fixed,
} from '../../../platform/kernel/fixed.ts';
import type { ComparedQuote } from './comparison-input.ts';

/** Discount factors are counted in trillionths, so with 24 decimals: not even a sum in the billions feels their rounding. */
const TRILLION = 1e12;
const FACTOR_ONE = fixedInt(TRILLION);
const HUNDRED = fixedInt(100);
const DAYS_PER_YEAR = 365;

/** Its own copy of the library: nobody else's settings change a ranking. */
const Precise = Decimal.clone({ defaults: true, precision: 40, rounding: Decimal.ROUND_HALF_UP });

/** Gives `1 / (1 + r)^(days / 365)`, in trillionths. */
export type Discounting = (days: number) => Fixed;

/** Discounts at a yearly rate (a fraction), computing each number of days once. Throws `RangeError` for a rate of −100 % or less. */
export function discounting(annualRate: Fixed): Discounting {
  const growth = new Precise(formatFixed(annualRate)).plus(1);
  if (growth.lessThanOrEqualTo(0)) throw new RangeError('cost of capital must be above −100 %');
  const known = new Map<number, Fixed>();
  return (days) => {
    let factor = known.get(days);
    if (factor === undefined) {
      const exact = growth.pow(new Precise(-days).dividedBy(DAYS_PER_YEAR));
      factor = fixed(exact.times(TRILLION).toFixed(12));
      known.set(days, factor);
    }
    return factor;
  };
}

/** What one unit of money, paid on a quote's terms, is worth on the day of the order. */
export interface PaymentValue {
  /** In trillionths. */
  readonly factor: Fixed;
  /** The same as a plain number, rounded to twelve decimals. */
  readonly shown: Fixed;
  /** Whether paying early at the discount is the cheaper way. */
  readonly early: boolean;
}

export const PAID_AT_ORDER: PaymentValue = { factor: FACTOR_ONE, shown: ONE, early: false };

type PaymentTerms = Pick<ComparedQuote, 'paymentSchedule' | 'earlyPayment'>;

/**
 * The cheaper of the payment schedule and the early payment. Shipment, invoice and delivery lie at the lead
 * time, and no payment before the order; a quote without a schedule is valued as paid with the order.
 * Null where the instalments do not add up to 100 percent.
 */
export function paymentValue(
  terms: PaymentTerms,
  leadTimeDays: number,
  discount: Discounting,
): PaymentValue | null {
  const scheduled = scheduleFactor(terms, leadTimeDays, discount);
  if (scheduled === null) return null;
  const early = earlyFactor(terms, leadTimeDays, discount);
  const isEarly = early !== null && early < scheduled;
  const factor = isEarly ? early : scheduled;
  return factor === FACTOR_ONE ? PAID_AT_ORDER : { factor, shown: div(factor, FACTOR_ONE), early: isEarly };
}

function scheduleFactor(
  { paymentSchedule }: PaymentTerms,
  leadTimeDays: number,
  discount: Discounting,
): Fixed | null {
  if (paymentSchedule.length === 0) return FACTOR_ONE;
  let percent = ZERO;
  let factor = ZERO;
  for (const instalment of paymentSchedule) {
    const anchorDay = instalment.anchor === 'ORDER' ? 0 : leadTimeDays;
    const discounted = discount(Math.max(0, anchorDay + instalment.days));
    percent = add(percent, instalment.percent);
    factor = add(factor, mulDiv(instalment.percent, discounted, HUNDRED));
  }
  return percent === HUNDRED ? factor : null;
}

function earlyFactor(
  { earlyPayment }: PaymentTerms,
  leadTimeDays: number,
  discount: Discounting,
): Fixed | null {
  if (earlyPayment === null) return null;
  const discounted = discount(Math.max(0, leadTimeDays + earlyPayment.days));
  return mulDiv(sub(HUNDRED, earlyPayment.discountPercent), discounted, HUNDRED);
}

/** The present value of an amount. */
export function presentValue(amount: Fixed, payment: PaymentValue): Fixed {
  return payment.factor === FACTOR_ONE ? amount : mulDiv(amount, payment.factor, FACTOR_ONE);
}
