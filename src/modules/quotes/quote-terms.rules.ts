import { fixed, fixedInt, sum } from '../../platform/kernel/fixed.ts';
import type { Problems } from '../../platform/kernel/problems.ts';
import type { EarlyPaymentInput, InstalmentInput, QuoteContentInput } from './quote-input.type.ts';
import type { Amount, EarlyPayment, FixedCharge, Instalment, QuoteTerms } from './quote-content.ts';

/** The longest that a quote may put anything off: ten years. */
export const MAX_DAYS = 3_650;
export const MAX_PRICE = '1000000000000000';
export const MAX_QUANTITY = '1000000000000';
export const MAX_ITEMS = 500;
const DAY_MS = 86_400_000;

/** Reads a quote's header and notes what is wrong with it. */
export function readTerms(
  problems: Problems,
  input: QuoteContentInput,
  rfq: { readonly closesAt: Date; readonly bidVisibility: 'OPEN' | 'SEALED'; readonly now: Date },
): QuoteTerms {
  if (input.incotermPlace) problems.text(['incotermPlace'], input.incotermPlace, 0, 200);
  checkValidity(problems, input.validUntil, rfq);
  problems.whole(['leadTimeDays'], input.leadTimeDays, 0, MAX_DAYS);
  const { minimumOrderValue } = input;
  if (minimumOrderValue)
    problems.decimal(['minimumOrderValue', 'amount'], minimumOrderValue.amount, {
      above: '0',
      to: MAX_PRICE,
    });
  return {
    currency: input.currency,
    incoterm: input.incoterm,
    incotermPlace: input.incotermPlace || null,
    shipFrom: input.shipFrom ?? null,
    paymentSchedule: readSchedule(problems, input.paymentSchedule ?? []),
    earlyPayment: input.earlyPayment ? readEarlyPayment(problems, input.earlyPayment) : null,
    validUntil: input.validUntil,
    leadTimeDays: input.leadTimeDays,
    minimumOrderValue: minimumOrderValue ? amountOf(minimumOrderValue) : null,
    fixedCharges: readFixedCharges(problems, input),
  };
}

/**
 * A quote holds from now on. A sealed one has to outlast the deadline, because nobody could award it before;
 * an open one may end earlier, because the buyer may close early and award it.
 */
function checkValidity(problems: Problems, validUntil: Date, rfq: Parameters<typeof readTerms>[2]): void {
  const validMs = validUntil.getTime();
  if (!(validMs > rfq.now.getTime())) problems.add(['validUntil'], 'The quote must hold beyond now.');
  else if (rfq.bidVisibility === 'SEALED' && validMs <= rfq.closesAt.getTime())
    problems.add(
      ['validUntil'],
      `Sealed quotes open at ${rfq.closesAt.toISOString()}; the quote must hold beyond that.`,
    );
  else if (validMs > rfq.now.getTime() + MAX_DAYS * DAY_MS)
    problems.add(['validUntil'], `A quote holds for at most ${MAX_DAYS} days.`);
}

function readSchedule(problems: Problems, instalments: readonly InstalmentInput[]): readonly Instalment[] {
  problems.count(['paymentSchedule'], instalments, 0, MAX_ITEMS);
  const schedule = instalments.slice(0, MAX_ITEMS).map(({ percent, days, anchor }, index) => {
    problems.decimal(['paymentSchedule', index, 'percent'], percent, { above: '0', to: '100' });
    problems.whole(['paymentSchedule', index, 'days'], days, 0, MAX_DAYS);
    return { percent, days, anchor: anchor ?? 'DELIVERY' };
  });
  const total = sum(schedule.map((instalment) => fixed(instalment.percent)));
  if (schedule.length > 0 && total !== fixedInt(100))
    problems.add(['paymentSchedule'], 'The instalments must add up to exactly 100 percent.');
  return schedule;
}

function readEarlyPayment(problems: Problems, { discountPercent, days }: EarlyPaymentInput): EarlyPayment {
  if (
    problems.decimal(['earlyPayment', 'discountPercent'], discountPercent, { above: '0', to: '100' }) ===
    fixedInt(100)
  )
    problems.add(['earlyPayment', 'discountPercent'], 'Give a discount of less than 100 percent.');
  problems.whole(['earlyPayment', 'days'], days, 0, MAX_DAYS);
  return { discountPercent, days };
}

function readFixedCharges(problems: Problems, input: QuoteContentInput): readonly FixedCharge[] {
  const charges = input.fixedCharges ?? [];
  problems.count(['fixedCharges'], charges, 0, MAX_ITEMS);
  return charges.slice(0, MAX_ITEMS).map(({ label, amount }, index) => {
    problems.text(['fixedCharges', index, 'label'], label, 1, 200);
    problems.decimal(['fixedCharges', index, 'amount', 'amount'], amount.amount, {
      from: '0',
      to: MAX_PRICE,
    });
    return { label, amount: amountOf(amount) };
  });
}

/** Only the fields that are kept: inputs are objects of unknown make. */
const amountOf = ({ amount, currency }: Amount): Amount => ({ amount, currency });
