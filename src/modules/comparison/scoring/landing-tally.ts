import { add, mul, mulDiv, sub, ZERO, type Fixed } from '../../../platform/kernel/fixed.ts';
import type { DutyRate, LogisticsRate } from './comparison-rates.ts';
import type { LedgerItem } from './comparison-result.ts';
import type { DutyTerm } from './duty.ts';
import { CHAIN, DELIVERED_STAGE } from './incoterms.ts';
import { costOfStep, type Landed, type LandingTerms } from './landed-cost.ts';
import type { PaymentValue } from './present-value.ts';

interface ChargeTally {
  readonly rate: LogisticsRate;
  measure: Fixed;
  amount: Fixed;
  /** Null for a percentage, which arises in the comparison's currency. */
  originalAmount: Fixed | null;
}

interface DutyTally {
  readonly rate: DutyRate;
  readonly fraction: Fixed;
  customsValue: Fixed;
  goods: Fixed;
}

/**
 * Gathers what lies between a quote's prices and its landed cost, so that the ledger holds one item for each
 * rate – "620 kg × 0.40", "7.5 % of 12,240.39" – and not one for each rate and line.
 */
export class LandingTally {
  #price = ZERO;
  #paid = ZERO;
  #payment: PaymentValue | null = null;
  #paymentVaries = false;
  readonly #charges: ChargeTally[][] = CHAIN.map(() => []);
  readonly #duties: DutyTally[] = [];

  /** Adds a line, or what the quote bears once. */
  add(terms: LandingTerms, landed: Landed): void {
    this.#price = add(this.#price, landed.price);
    this.#paid = add(this.#paid, landed.paid);
    if (this.#payment && this.#payment.factor !== terms.payment.factor) this.#paymentVaries = true;
    this.#payment = terms.payment;
    let value = landed.price;
    for (let step = terms.priceStage; step < DELIVERED_STAGE; step++) {
      value = add(value, this.#addStep(terms, step, value, landed.quantity));
    }
    if (terms.duty.rate) this.#dutyOf(terms.duty, terms.duty.rate, landed);
  }

  get isDutiable(): boolean {
    return this.#duties.some((duty) => duty.fraction !== 0n);
  }

  /** Divides a customs value that belongs to no line among the duty rates, in proportion to their goods' value. */
  spreadCustomsValue(customsValue: Fixed): void {
    let goods = ZERO;
    for (const duty of this.#duties) goods = add(goods, duty.goods);
    let rest = customsValue;
    for (const [index, duty] of this.#duties.entries()) {
      const isLast = index === this.#duties.length - 1;
      const part = isLast || goods === 0n ? rest : mulDiv(customsValue, duty.goods, goods);
      duty.customsValue = add(duty.customsValue, part);
      rest = sub(rest, part);
    }
  }

  /** Writes the items. Gives the duty, which can only be negative where the rates contradict the price. */
  writeTo(ledger: LedgerItem[]): Fixed {
    if (this.#payment && this.#paid !== this.#price) ledger.push(this.#paymentItem(this.#payment));
    for (const charges of this.#charges) for (const charge of charges) ledger.push(chargeItem(charge));
    let total = ZERO;
    for (const duty of this.#duties) {
      const amount = mul(duty.customsValue, duty.fraction);
      total = add(total, amount);
      ledger.push(dutyItem(duty, amount));
    }
    return total;
  }

  #addStep(terms: LandingTerms, step: number, value: Fixed, quantity: Fixed): Fixed {
    const charge = terms.charges[step]!;
    const cost = costOfStep(charge, step, value, quantity);
    let flatCost = ZERO;
    if (charge.flat) {
      const { amount, measure, originalAmount } = charge.flat.costOf(quantity);
      flatCost = amount;
      const tally = this.#chargeOf(step, charge.flat.rate, ZERO);
      tally.amount = add(tally.amount, amount);
      tally.measure = add(tally.measure, measure);
      tally.originalAmount = add(tally.originalAmount ?? ZERO, originalAmount);
    }
    if (charge.percent) {
      const tally = this.#chargeOf(step, charge.percent.rate, null);
      tally.amount = add(tally.amount, sub(cost, flatCost));
      // Insurance is charged on the value after it, everything else on the value before.
      tally.measure = add(tally.measure, CHAIN[step] === 'INSURANCE' ? add(value, cost) : value);
    }
    return cost;
  }

  #chargeOf(step: number, rate: LogisticsRate, originalAmount: Fixed | null): ChargeTally {
    const charges = this.#charges[step]!;
    let tally = charges.find((charge) => charge.rate === rate);
    if (!tally) charges.push((tally = { rate, measure: ZERO, amount: ZERO, originalAmount }));
    return tally;
  }

  #dutyOf({ fraction }: DutyTerm, rate: DutyRate, landed: Landed): void {
    let tally = this.#duties.find((duty) => duty.rate === rate);
    if (!tally) this.#duties.push((tally = { rate, fraction, customsValue: ZERO, goods: ZERO }));
    tally.customsValue = add(tally.customsValue, landed.customsValue);
    tally.goods = add(tally.goods, landed.price);
  }

  #paymentItem({ early, shown }: PaymentValue): LedgerItem {
    return {
      component: 'PAYMENT_TERMS',
      lineNo: null,
      amount: sub(this.#paid, this.#price),
      originalAmount: null,
      originalCurrency: null,
      basis: early ? 'EARLY_PAYMENT' : 'PRESENT_VALUE',
      measure: this.#price,
      rate: this.#paymentVaries ? null : shown,
      reference: null,
    };
  }
}

function chargeItem({ rate, measure, amount, originalAmount }: ChargeTally): LedgerItem {
  return {
    component: rate.component,
    lineNo: null,
    amount,
    originalAmount,
    originalCurrency: originalAmount === null ? null : rate.currency,
    basis: rate.basis,
    measure,
    rate: rate.amount,
    reference: rate.rateId,
  };
}

function dutyItem({ rate, fraction, customsValue }: DutyTally, amount: Fixed): LedgerItem {
  return {
    component: 'DUTY',
    lineNo: null,
    amount,
    originalAmount: null,
    originalCurrency: null,
    basis: 'PERCENT_OF_VALUE',
    // Duty-free, the value was not derived.
    measure: fraction === 0n ? null : customsValue,
    rate: rate.percent,
    reference: rate.rateId,
  };
}
