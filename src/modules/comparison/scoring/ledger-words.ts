import { formatFixed, formatRounded, type Fixed } from '../../../platform/kernel/fixed.ts';
import type { LedgerBasis, LedgerItem } from './comparison-result.ts';

const number = (value: Fixed | null): string => (value === null ? '?' : formatFixed(value));
const factor = (rate: Fixed | null): string =>
  rate === null ? 'instalment by instalment' : `by the factor ${formatFixed(rate)}`;
const money = (value: Fixed | null): string => (value === null ? '?' : formatRounded(value, 2));

/** `currency` is the item's own, `compared` the comparison's. */
type Words = (item: LedgerItem, currency: string, compared: string) => string;

const WORDS: Readonly<Record<LedgerBasis, Words>> = {
  UNIT_PRICE: ({ measure, rate }, currency) => `${number(measure)} × ${number(rate)} ${currency}`,
  INCREMENTAL_TIERS: ({ measure, rate }, currency) =>
    `${number(measure)} in incremental tiers, ${number(rate)} ${currency} on average`,
  AMOUNT: ({ reference }) => reference ?? 'raised to the minimum order value',
  PRESENT_VALUE: ({ measure, rate }, _, compared) =>
    `${money(measure)} ${compared} discounted ${factor(rate)}`,
  EARLY_PAYMENT: ({ measure, rate }, _, compared) =>
    `${money(measure)} ${compared} paid early, discounted ${factor(rate)}`,
  PER_KG: ({ measure, rate }, currency) => `${number(measure)} kg × ${number(rate)} ${currency}`,
  PER_M3: ({ measure, rate }, currency) => `${number(measure)} m³ × ${number(rate)} ${currency}`,
  PER_UNIT: ({ measure, rate }, currency) => `${number(measure)} × ${number(rate)} ${currency}`,
  PER_SHIPMENT: ({ rate }, currency) => `${number(rate)} ${currency} a shipment`,
  PER_DAY: ({ measure, rate }, currency) => `${number(measure)} days × ${number(rate)} ${currency}`,
  PERCENT_OF_VALUE: ({ component, measure, rate }, _, compared) => {
    if (measure === null) return `${number(rate)} %`;
    const insured = component === 'INSURANCE' ? '110 % of ' : '';
    return `${number(rate)} % of ${insured}${money(measure)} ${compared}`;
  },
};

/** Says in words how an item's amount came about, before conversion: `450 × 4.6 USD`. `currency` is the comparison's. */
export function describeLedgerItem(item: LedgerItem, currency: string): string {
  return WORDS[item.basis](item, item.originalCurrency ?? currency, currency);
}
