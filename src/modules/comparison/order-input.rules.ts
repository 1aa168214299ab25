import { mulDiv, ONE, ZERO } from '../../platform/kernel/fixed.ts';
import type { AskedLine, ComparedQuote, ComparisonInput, ComparisonPolicy, FxRate } from './scoring/index.ts';

const BY_PRICE: ComparisonPolicy = {
  method: 'LOWEST_LANDED_COST',
  costOfCapital: ZERO,
  maxOverbuyPercent: ZERO,
  leadTimeCostPerDay: null,
  criteria: [],
};

/** Terms under which nothing comes on top of a price. */
export const DELIVERED_AND_PAID = { incoterm: 'DDP', paymentSchedule: [], earlyPayment: null } as const;

/** What compares these lines of one quote by its price alone, in its own currency: no freight, duty or cost of capital. */
export function priceInput(
  input: ComparisonInput,
  quote: ComparedQuote,
  lines: readonly AskedLine[],
): ComparisonInput {
  return {
    rfq: { ...input.rfq, currency: quote.currency, policy: BY_PRICE, lines },
    quotes: [],
    rates: { ...input.rates, fx: ratesInto(quote.currency, input), logistics: [], duties: [] },
  };
}

/** Rates into another currency than the comparison's, by way of that one; none where the way is not known. */
function ratesInto(currency: string, { rfq, rates }: ComparisonInput): readonly FxRate[] {
  if (currency === rfq.currency) return rates.fx;
  const target = rates.fx.find((rate) => rate.currency === currency);
  if (!target) return [];
  const own: FxRate = { rateId: target.rateId, currency: rfq.currency, multiplyBy: ONE, divideBy: ONE };
  return [
    ...rates.fx.filter((rate) => rate.currency !== currency && rate.currency !== rfq.currency),
    own,
  ].map((rate) => ({
    ...rate,
    multiplyBy: mulDiv(rate.multiplyBy, target.divideBy, ONE),
    divideBy: mulDiv(rate.divideBy, target.multiplyBy, ONE),
  }));
}
