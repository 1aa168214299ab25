import { describe, expect, test } from 'vitest';
import {
  describeLedgerItem,
  type ComparisonEntry,
  type CostComponent,
} from '../../../src/modules/comparison/scoring/index.ts';
import { fixed, fixedInt } from '../../../src/platform/kernel/fixed.ts';
import {
  askedLine,
  cents,
  comparedAlone,
  component,
  dutyRate,
  gapCodes,
  logisticsRate,
  quote,
  quotedLine,
  tiers,
} from './build-comparison.ts';

const words = (entry: ComparisonEntry, name: CostComponent): readonly string[] =>
  entry.ledger.filter((item) => item.component === name).map((item) => describeLedgerItem(item, 'USD'));

/** Two dutiable lines from China, bought in euros ex works. */
const entry = comparedAlone({
  policy: { costOfCapital: fixed('0.1') },
  lines: [
    askedLine({ lineNo: 1, quantity: fixedInt(100), unitWeightKg: fixedInt(2), hsCode: '850440' }),
    askedLine({ lineNo: 2, quantity: fixedInt(10), unitWeightKg: fixedInt(5), hsCode: '940360' }),
  ],
  quotes: [
    quote({
      currency: 'EUR',
      incoterm: 'EXW',
      shipFromCountry: 'CN',
      paymentSchedule: [{ percent: fixedInt(100), days: 365, anchor: 'ORDER' }],
      fixedCharges: [{ label: 'Tooling', amount: fixedInt(110), currency: 'USD' }],
      lines: [
        quotedLine({ lineNo: 1, unitPrice: fixed('20') }),
        quotedLine({
          lineNo: 2,
          unitPrice: null,
          tiers: tiers(['1', '60'], ['5', '40']),
          tierKind: 'INCREMENTAL',
        }),
      ],
    }),
  ],
  rates: {
    fx: [{ rateId: 'ecb', currency: 'EUR', multiplyBy: fixed('1.1'), divideBy: fixedInt(1) }],
    logistics: [
      logisticsRate('ORIGIN', 'PER_SHIPMENT', '300'),
      logisticsRate('MAIN', 'PER_KG', '2'),
      logisticsRate('INSURANCE', 'PERCENT_OF_VALUE', '0.5'),
      logisticsRate('DESTINATION', 'PERCENT_OF_VALUE', '1'),
    ],
    duties: [dutyRate('10', { rateId: 'a', hsPrefix: '85' }), dutyRate('4', { rateId: 'b', hsPrefix: '94' })],
  },
});

describe('a ledger', () => {
  test('holds one item for each line’s goods and for each charge and rate', () => {
    expect(entry.ledger.map((item) => [item.component, item.lineNo, cents(item.amount)])).toEqual([
      ['GOODS', 1, '2200.00'],
      ['GOODS', 2, '550.00'],
      ['FIXED_CHARGE', null, '110.00'],
      ['PAYMENT_TERMS', null, '-260.00'],
      ['ORIGIN', null, '300.00'],
      ['MAIN', null, '500.00'],
      // 110 % of CIF (3,660 / 0.9945) at 0.5 %, then 1 % of CIF.
      ['INSURANCE', null, '20.24'],
      ['DESTINATION', null, '36.80'],
      // FOB: the goods, and 410 of charge and handling shared 2,200 : 550.
      ['DUTY', null, '252.80'],
      ['DUTY', null, '25.28'],
    ]);
    expect(cents(entry.total)).toBe('3735.12');
  });

  test('says in words how each amount came about', () => {
    expect(words(entry, 'GOODS')).toEqual(['100 × 20 EUR', '10 in incremental tiers, 50 EUR on average']);
    expect(words(entry, 'FIXED_CHARGE')).toEqual(['Tooling']);
    expect(words(entry, 'PAYMENT_TERMS')).toEqual(['2860.00 USD discounted by the factor 0.909090909091']);
    expect(words(entry, 'ORIGIN')).toEqual(['300 USD a shipment']);
    expect(words(entry, 'MAIN')).toEqual(['250 kg × 2 USD']);
    expect(words(entry, 'INSURANCE')).toEqual(['0.5 % of 110 % of 3680.24 USD']);
    expect(words(entry, 'DUTY')).toEqual(['10 % of 2528.00 USD', '4 % of 632.00 USD']);
  });

  test('gives no single discount factor where lines are delivered, and so paid, on different days', () => {
    const twice = comparedAlone({
      policy: { costOfCapital: fixed('0.1') },
      lines: [askedLine({ lineNo: 1 }), askedLine({ lineNo: 2 })],
      quotes: [
        quote({
          paymentSchedule: [{ percent: fixedInt(100), days: 0, anchor: 'DELIVERY' }],
          lines: [
            quotedLine({ lineNo: 1, unitPrice: fixedInt(110), leadTimeDays: 365 }),
            quotedLine({ lineNo: 2, unitPrice: fixedInt(121), leadTimeDays: 730 }),
          ],
        }),
      ],
    });
    expect([component(twice, 'PAYMENT_TERMS'), cents(twice.total)]).toEqual(['-31.00', '200.00']);
    expect(words(twice, 'PAYMENT_TERMS')).toEqual(['231.00 USD discounted instalment by instalment']);
  });

  test('is explained line by line with the landed cost of each', () => {
    expect(entry.lines.map((line) => [cents(line.unitPrice), line.rank])).toEqual([
      ['22.00', 1],
      ['55.00', 1],
    ]);
    // 2,000 paid in a year, freight 400, insurance, delivery, 10 % of 2,200.
    expect(cents(entry.lines[0]!.cost)).toBe('2660.52');
  });
});

describe('customs value', () => {
  const rates = {
    logistics: [
      logisticsRate('MAIN', 'PER_KG', '1'),
      logisticsRate('INSURANCE', 'PERCENT_OF_VALUE', '0'),
      logisticsRate('DESTINATION', 'PER_KG', '0'),
    ],
    duties: [dutyRate('10')],
  };
  const delivered = (...prices: readonly string[]) =>
    comparedAlone({
      lines: prices.map((_, index) => askedLine({ lineNo: index + 1, unitWeightKg: fixedInt(20) })),
      quotes: [
        quote({
          incoterm: 'DAP',
          shipFromCountry: 'CN',
          lines: prices.map((price, index) => quotedLine({ lineNo: index + 1, unitPrice: fixed(price) })),
        }),
      ],
      rates,
    });

  test('of goods that cost nothing is nothing, and lowers no other duty', () => {
    const free = delivered('100', '0');
    expect([gapCodes(free), component(free, 'DUTY'), free.rank]).toEqual([[], '8.00', 1]);
  });

  test('of charges on goods that cost nothing is dutiable all the same', () => {
    const lines = ['85', '94'].map((hsCode, index) => askedLine({ lineNo: index + 1, hsCode }));
    const free = comparedAlone({
      lines,
      quotes: [
        quote({
          incoterm: 'EXW',
          shipFromCountry: 'CN',
          fixedCharges: [{ label: 'Samples', amount: fixedInt(50), currency: 'USD' }],
          lines: lines.map(({ lineNo }) => quotedLine({ lineNo, unitPrice: fixedInt(0) })),
        }),
      ],
      rates: {
        logistics: [
          ...rates.logistics.slice(1, 2),
          logisticsRate('ORIGIN', 'PER_SHIPMENT', '0'),
          logisticsRate('MAIN', 'PER_SHIPMENT', '0'),
          logisticsRate('DESTINATION', 'PER_SHIPMENT', '0'),
        ],
        duties: [dutyRate('10', { hsPrefix: '85' }), dutyRate('4', { rateId: 'b', hsPrefix: '94' })],
      },
    });
    expect([gapCodes(free), component(free, 'DUTY')]).toEqual([[], '5.00']);
  });

  test('of a line whose price is less than the freight in it is a gap of that line', () => {
    const contradictory = delivered('100', '15');
    expect(contradictory.gaps.map((gap) => [gap.code, gap.lineNo])).toEqual([['CUSTOMS_VALUE_NEGATIVE', 2]]);
    expect(contradictory.lines.map((line) => cents(line.cost))).toEqual(['108.00', 'none']);
  });
});

describe('what a line costs is not known while the quote as a whole lacks something', () => {
  test.each([
    ['the country shipped from', { shipFromCountry: null }, 'NO_SHIP_FROM'],
    ['the exchange rate', { currency: 'EUR' }, 'FX_RATE_MISSING'],
    [
      'a valid payment schedule',
      { paymentSchedule: [{ percent: fixedInt(99), days: 0, anchor: 'ORDER' as const }] },
      'PAYMENT_SCHEDULE_INVALID',
    ],
  ])('%s', (_, overrides, code) => {
    const lacking = comparedAlone({ quotes: [quote(overrides)] });
    expect(lacking).toMatchObject({ standing: 'GAPS', rank: null });
    expect(lacking.lines[0]).toMatchObject({ cost: null, rank: null, gap: { code } });
  });
});
