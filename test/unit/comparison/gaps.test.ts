import { describe, expect, test } from 'vitest';
import type { ComparedQuote, ComparisonRates } from '../../../src/modules/comparison/scoring/index.ts';
import { fixed, fixedInt } from '../../../src/platform/kernel/fixed.ts';
import {
  askedLine,
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

const ALL_LOGISTICS = [
  logisticsRate('ORIGIN', 'PER_SHIPMENT', '10'),
  logisticsRate('MAIN', 'PER_SHIPMENT', '20'),
  logisticsRate('INSURANCE', 'PERCENT_OF_VALUE', '0.3'),
  logisticsRate('DESTINATION', 'PER_SHIPMENT', '30'),
];
const FROM_CHINA = { shipFromCountry: 'CN', incoterm: 'FOB' } as const;

const compareFrom = (
  terms: Partial<ComparedQuote>,
  rates: Partial<ComparisonRates> = {},
  line = askedLine(),
) => comparedAlone({ lines: [line], quotes: [priced('A', '100', terms)], rates });

describe('missing rates', () => {
  test('are named one by one, and the quote is not ranked', () => {
    const entry = compareFrom({ ...FROM_CHINA, incoterm: 'EXW' }, { duties: [dutyRate('0')] });
    expect(gapCodes(entry)).toEqual([
      'NO_ORIGIN_RATE',
      'NO_FREIGHT_RATE',
      'NO_INSURANCE_RATE',
      'NO_DESTINATION_RATE',
    ]);
    expect([entry.rank, entry.standing]).toEqual([null, 'GAPS']);
    expect(entry.gaps[1]!.message).toBe('No freight rate CN→US is known.');
    expect(entry.gaps[1]!.component).toBe('MAIN');
  });

  test('are stated once, however many lines they touch', () => {
    const numbers = [1, 2, 3];
    const entry = comparedAlone({
      lines: numbers.map((lineNo) => askedLine({ lineNo })),
      quotes: [quote({ ...FROM_CHINA, lines: numbers.map((lineNo) => quotedLine({ lineNo })) })],
      rates: { duties: [dutyRate('0')], logistics: ALL_LOGISTICS.slice(2) },
    });
    expect(gapCodes(entry)).toEqual(['NO_FREIGHT_RATE']);
    expect(entry.lines.map((line) => [line.cost, line.gap?.code])).toEqual(
      numbers.map(() => [null, 'NO_FREIGHT_RATE']),
    );
  });

  test('are no gap where a rate of nothing says that there is no cost', () => {
    const entry = compareFrom(
      { incoterm: 'CIF' },
      { logistics: [logisticsRate('DESTINATION', 'PER_SHIPMENT', '0')] },
    );
    expect([entry.rank, component(entry, 'DESTINATION')]).toEqual([1, '0.00']);
  });

  test('of duty name origin, destination and goods', () => {
    const line = askedLine({ hsCode: '8504.40' });
    const entry = compareFrom(FROM_CHINA, { logistics: ALL_LOGISTICS }, line);
    expect(entry.gaps.map((gap) => [gap.code, gap.message, gap.lineNo])).toEqual([
      ['NO_DUTY_RATE', 'No duty rate CN→US for HS 8504.40 is known.', 1],
    ]);
  });

  test('a quote with gaps stands behind every ranked one, however cheap it looks', () => {
    const quotes = [
      priced('cheap', '1', FROM_CHINA),
      priced('dear', '100'),
      priced('partial', '1', { lines: [quotedLine({ bidType: 'DECLINE' })] }),
    ];
    expect(order({ quotes })).toEqual(['dear', 'cheap', 'partial']);
  });
});

describe('missing facts about the goods', () => {
  const perKilogram = [...ALL_LOGISTICS.slice(2), logisticsRate('MAIN', 'PER_KG', '2')];
  const free = [dutyRate('0')];

  test('a weight is asked for where only a rate per kilogram exists', () => {
    const entry = compareFrom(FROM_CHINA, { logistics: perKilogram, duties: free });
    expect(gapCodes(entry)).toEqual(['NO_WEIGHT']);
    expect(entry.gaps[0]!.message).toContain('line 1');
  });

  test('a volume likewise', () => {
    const logistics = [...ALL_LOGISTICS.slice(2), logisticsRate('MAIN', 'PER_M3', '2')];
    expect(gapCodes(compareFrom(FROM_CHINA, { logistics, duties: free }))).toEqual(['NO_VOLUME']);
  });

  test('another basis steps in where the first has no data', () => {
    const logistics = [...perKilogram, logisticsRate('MAIN', 'PERCENT_OF_VALUE', '7')];
    const entry = compareFrom(FROM_CHINA, { logistics, duties: free });
    expect([gapCodes(entry), component(entry, 'MAIN')]).toEqual([[], '7.00']);
  });

  test('a unit of mass is its own weight, a unit of volume its own volume', () => {
    const tonnes = askedLine({ unit: 'TNE', quantity: fixed('1.5') });
    const rates = { logistics: perKilogram, duties: free };
    expect(component(compareFrom(FROM_CHINA, rates, tonnes), 'MAIN')).toBe('3000.00');
    const litres = askedLine({ unit: 'LTR', quantity: fixedInt(500) });
    const perCubicMetre = [...ALL_LOGISTICS.slice(2), logisticsRate('MAIN', 'PER_M3', '80')];
    expect(component(compareFrom(FROM_CHINA, { ...rates, logistics: perCubicMetre }, litres), 'MAIN')).toBe(
      '40.00',
    );
  });

  test('an HS code is asked for where the duty depends on it', () => {
    const rates = { logistics: ALL_LOGISTICS, duties: [dutyRate('5', { hsPrefix: '85' })] };
    expect(gapCodes(compareFrom(FROM_CHINA, rates))).toEqual(['NO_HS_CODE']);
    expect(gapCodes(compareFrom(FROM_CHINA, rates, askedLine({ hsCode: '850440' })))).toEqual([]);
  });

  test('the country shipped from is asked for unless everything is paid', () => {
    expect(gapCodes(compareFrom({ shipFromCountry: null }))).toEqual(['NO_SHIP_FROM']);
    expect(gapCodes(compareFrom({ shipFromCountry: null, incoterm: 'DDP' }))).toEqual([]);
  });

  test('rates that exceed the price they are said to be in leave no customs value', () => {
    const rates = { logistics: ALL_LOGISTICS, duties: [dutyRate('5')] };
    const entry = comparedAlone({ quotes: [priced('A', '15', { ...FROM_CHINA, incoterm: 'CIF' })], rates });
    expect([gapCodes(entry), entry.rank]).toEqual([['CUSTOMS_VALUE_NEGATIVE'], null]);
  });

  test('goods free of duty need no rates to derive a customs value from', () => {
    const entry = compareFrom({ ...FROM_CHINA, incoterm: 'DAP' }, { duties: free });
    expect([gapCodes(entry), component(entry, 'DUTY')]).toEqual([[], '0.00']);
  });

  test('dutiable goods delivered need the rates that lie in their price', () => {
    const entry = compareFrom({ ...FROM_CHINA, incoterm: 'DAP' }, { duties: [dutyRate('5')] });
    expect(gapCodes(entry)).toEqual(['NO_FREIGHT_RATE', 'NO_INSURANCE_RATE', 'NO_DESTINATION_RATE']);
  });
});

describe('exchange rates', () => {
  const euro = { rateId: 'ecb', currency: 'EUR', multiplyBy: fixed('1.0824'), divideBy: fixedInt(1) };

  test('a missing one is named and never taken as 1', () => {
    const entry = compareFrom({ currency: 'EUR' });
    expect(entry.gaps.map((gap) => [gap.code, gap.message])).toEqual([
      ['FX_RATE_MISSING', 'No exchange rate EUR→USD is known.'],
    ]);
    expect([entry.rank, entry.ledger]).toEqual([null, []]);
  });

  test('a missing one of a component is a gap too', () => {
    const logistics = [logisticsRate('DESTINATION', 'PER_SHIPMENT', '5', { currency: 'CNY' })];
    expect(gapCodes(compareFrom({ incoterm: 'CIF' }, { logistics }))).toEqual(['FX_RATE_MISSING']);
    const fixedCharges = [{ label: 'Tooling', amount: fixedInt(1), currency: 'CNY' }];
    expect(gapCodes(compareFrom({ fixedCharges }))).toEqual(['FX_RATE_MISSING']);
  });

  test('convert every amount in its own currency', () => {
    const logistics = [logisticsRate('DESTINATION', 'PER_SHIPMENT', '50', { currency: 'EUR' })];
    const entry = compareFrom({ incoterm: 'CIF' }, { fx: [euro], logistics });
    expect([component(entry, 'GOODS'), component(entry, 'DESTINATION')]).toEqual(['100.00', '54.12']);
    const item = entry.ledger.at(-1)!;
    expect([cents(item.originalAmount), item.originalCurrency]).toEqual(['50.00', 'EUR']);
  });

  test('cross rates are applied as the two rates they come from', () => {
    const yuan = { rateId: 'x', currency: 'CNY', multiplyBy: fixed('1.0824'), divideBy: fixed('7.8319') };
    const entry = comparedAlone({
      quotes: [priced('A', '7831.9', { currency: 'CNY' })],
      rates: { fx: [yuan] },
    });
    expect(entry.total).toBe(fixed('1082.4'));
  });

  test('two for one currency are refused', () => {
    expect(() => compareFrom({}, { fx: [euro, euro] })).toThrow(RangeError);
  });
});

const destinationRate = (origin: string, destination: string, amount: string) =>
  logisticsRate('DESTINATION', 'PER_SHIPMENT', amount, { origin, destination });

const destinationCost = (shipFromCountry: string, logistics: ComparisonRates['logistics']) =>
  component(
    compareFrom({ shipFromCountry, incoterm: 'CIF' }, { logistics, duties: [dutyRate('0')] }),
    'DESTINATION',
  );

describe('the nearest rate counts', () => {
  const logistics = [
    destinationRate('*', '*', '1'),
    destinationRate('EU', '*', '2'),
    destinationRate('EU', 'US', '3'),
    destinationRate('DE', '*', '4'),
    destinationRate('DE', 'US', '5'),
  ];
  test('a country before its customs union before anywhere, origin first', () => {
    expect(destinationCost('DE', logistics)).toBe('5.00');
    expect(destinationCost('DE', logistics.slice(0, 4))).toBe('4.00');
    expect(destinationCost('DE', logistics.slice(0, 3))).toBe('3.00');
    expect(destinationCost('DE', logistics.slice(0, 2))).toBe('2.00');
    expect(destinationCost('CN', logistics)).toBe('1.00');
  });

  test('of duties, the origin of the goods and the longest HS prefix', () => {
    const duties = [
      dutyRate('1', { rateId: 'any' }),
      dutyRate('9', { rateId: 'from here', origin: 'US' }),
      dutyRate('2', { rateId: 'chapter', hsPrefix: '85', origin: 'CN' }),
      dutyRate('3', { rateId: 'heading', hsPrefix: '8504', origin: 'CN' }),
    ];
    const duty = (hsCode: string, countryOfOrigin: string | null) =>
      component(
        comparedAlone({
          lines: [askedLine({ hsCode })],
          quotes: [
            quote({
              shipFromCountry: 'VN',
              incoterm: 'EXW',
              lines: [quotedLine({ unitPrice: fixedInt(90), countryOfOrigin })],
            }),
          ],
          rates: { logistics: ALL_LOGISTICS, duties },
        }),
        'DUTY',
      );
    expect([
      duty('8504.40', 'CN'),
      duty('8507', 'CN'),
      duty('9403', 'CN'),
      duty('8504.40', null),
      duty('9403', 'US'),
    ]).toEqual(['3.00', '2.00', '1.00', '1.00', '1.00']);
  });
});
