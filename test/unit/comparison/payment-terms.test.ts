import { describe, expect, test } from 'vitest';
import type { ComparedQuote, Instalment } from '../../../src/modules/comparison/scoring/index.ts';
import { fixed, fixedInt } from '../../../src/platform/kernel/fixed.ts';
import {
  cents,
  comparedAlone,
  component,
  dutyRate,
  gapCodes,
  logisticsRate,
  order,
  priced,
  quote,
  quotedLine,
} from './build-comparison.ts';

const paid = (percent: string, days: number, anchor: Instalment['anchor'] = 'DELIVERY'): Instalment => ({
  percent: fixed(percent),
  days,
  anchor,
});

const at = (rate: string) => ({ costOfCapital: fixed(rate) });

const QUOTES = [
  priced('A', '100.00', { paymentSchedule: [paid('100', 75)] }),
  priced('B', '99.60', { paymentSchedule: [paid('100', 60)] }),
  priced('C', '100.00', {
    paymentSchedule: [paid('100', 30)],
    earlyPayment: { discountPercent: fixedInt(2), days: 30 },
  }),
  priced('D', '98.50', { paymentSchedule: [paid('30', 0), paid('70', 45)] }),
];

describe('present value of payment terms', () => {
  test.each([
    ['0.05', ['C', 'D', 'B', 'A']],
    ['0.25', ['A', 'B', 'C', 'D']],
  ])('at a cost of capital of %s the order is %j', (rate, expected) => {
    expect(order({ quotes: QUOTES, policy: at(rate) })).toEqual(expected);
  });

  test.each([
    ['A', '99.00'],
    ['B', '98.80'],
    ['C', '97.61'],
    ['D', '98.09'],
  ])('%s is worth %s at 5 %%', (id, expected) => {
    const quotes = QUOTES.filter(({ quoteId }) => quoteId === id);
    expect(cents(comparedAlone({ quotes, policy: at('0.05') }).total)).toBe(expected);
  });

  test('a year of credit at 10 % is worth a discount by 1.1', () => {
    const quotes = [priced('A', '110', { paymentSchedule: [paid('100', 365)] })];
    const entry = comparedAlone({ quotes, policy: at('0.1') });
    expect([component(entry, 'GOODS'), component(entry, 'PAYMENT_TERMS')]).toEqual(['110.00', '-10.00']);
  });

  test.each<[Instalment['anchor'], string]>([
    ['ORDER', '100.00'],
    ['SHIPMENT', '90.91'],
    ['INVOICE', '90.91'],
    ['DELIVERY', '90.91'],
  ])('an instalment anchored to %s of a delivery in a year is worth %s', (anchor, expected) => {
    const quotes = [priced('A', '100', { leadTimeDays: 365, paymentSchedule: [paid('100', 0, anchor)] })];
    expect(cents(comparedAlone({ quotes, policy: at('0.1') }).total)).toBe(expected);
  });

  test('nothing is paid before the order', () => {
    const quotes = [priced('A', '100', { leadTimeDays: 10, paymentSchedule: [paid('100', -30)] })];
    expect(cents(comparedAlone({ quotes, policy: at('0.1') }).total)).toBe('100.00');
  });

  test('a quote that states no terms earns no credit', () => {
    const quotes = [priced('A', '100', { leadTimeDays: 365 })];
    expect(component(comparedAlone({ quotes, policy: at('0.1') }), 'PAYMENT_TERMS')).toBe('none');
  });

  test('an early payment is made only where it is the cheaper way', () => {
    const terms: Partial<ComparedQuote> = {
      paymentSchedule: [paid('100', 365)],
      earlyPayment: { discountPercent: fixedInt(5), days: 0 },
    };
    const basis = (rate: string) =>
      comparedAlone({ quotes: [priced('A', '100', terms)], policy: at(rate) }).ledger.at(-1)?.basis;
    expect([basis('0.04'), basis('0.1')]).toEqual(['EARLY_PAYMENT', 'PRESENT_VALUE']);
    expect(basis('0')).toBe('EARLY_PAYMENT');
  });

  test('credit discounts the supplier’s price alone: freight, insurance and duty stay as they are', () => {
    const parts = {
      policy: at('0.25'),
      rates: {
        logistics: [
          logisticsRate('MAIN', 'PER_SHIPMENT', '1800'),
          logisticsRate('INSURANCE', 'PERCENT_OF_VALUE', '0.3'),
          logisticsRate('DESTINATION', 'PER_SHIPMENT', '600'),
        ],
        duties: [dutyRate('7.5')],
      },
    };
    const terms = { incoterm: 'FOB', shipFromCountry: 'CN' } as const;
    const cash = comparedAlone({ ...parts, quotes: [priced('A', '10000', terms)] });
    const credit = comparedAlone({
      ...parts,
      quotes: [priced('A', '10000', { ...terms, paymentSchedule: [paid('100', 90)] })],
    });
    for (const name of ['GOODS', 'MAIN', 'INSURANCE', 'DESTINATION', 'DUTY'] as const) {
      expect(component(credit, name)).toBe(component(cash, name));
    }
    // 10,000 × (1 − 1.25^(−90/365)).
    expect(component(credit, 'PAYMENT_TERMS')).toBe('-535.35');
  });

  test('what is missing to the minimum order value is paid with the last delivery, so a dearer price never makes the order cheaper', () => {
    const total = (price: string) =>
      comparedAlone({
        policy: at('0.07'),
        quotes: [
          quote({
            quoteId: 'A',
            leadTimeDays: 25,
            paymentSchedule: [paid('100', 0)],
            minimumOrderValue: { amount: fixed('3000'), currency: 'USD' },
            lines: [quotedLine({ unitPrice: fixed(price), leadTimeDays: 65 })],
          }),
        ],
      }).total;
    expect(total('1000')).toBe(total('2000'));
    // All 3,000 are paid after 65 days: 3,000 × 1.07^(−65/365).
    expect(cents(total('1000'))).toBe('2964.07');
  });

  test.each([[['50', '49.99']], [['60', '50']]])('instalments of %j percent are a gap', (percents) => {
    const quotes = [priced('A', '100', { paymentSchedule: percents.map((percent) => paid(percent, 30)) })];
    const entry = comparedAlone({ quotes, policy: at('0.1') });
    expect([gapCodes(entry), entry.rank]).toEqual([['PAYMENT_SCHEDULE_INVALID'], null]);
  });
});

test('waiting costs what the policy says a day of it costs', () => {
  const policy = { leadTimeCostPerDay: fixed('12.5') };
  const entry = comparedAlone({ policy, quotes: [priced('A', '100', { leadTimeDays: 8 })] });
  expect([component(entry, 'LEAD_TIME'), cents(entry.total)]).toEqual(['100.00', '200.00']);
});
