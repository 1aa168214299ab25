import { describe, expect, test } from 'vitest';
import type { ComparisonRates, DutyBase, Incoterm } from '../../../src/modules/comparison/scoring/index.ts';
import { fixed, formatFixed, sum } from '../../../src/platform/kernel/fixed.ts';
import {
  askedLine,
  cents,
  compared,
  comparedAlone,
  component,
  dutyRate,
  logisticsRate,
  order,
  priced,
  type ComparisonParts,
} from './build-comparison.ts';

const LOGISTICS = [
  logisticsRate('ORIGIN', 'PER_SHIPMENT', '400'),
  logisticsRate('MAIN', 'PER_SHIPMENT', '1800'),
  logisticsRate('INSURANCE', 'PERCENT_OF_VALUE', '0.3'),
  logisticsRate('DESTINATION', 'PER_SHIPMENT', '600'),
];

const rates = (dutyBase: DutyBase): Partial<ComparisonRates> => ({
  logistics: LOGISTICS,
  duties: [dutyRate('7.5')],
  dutyBase,
});

const imported = { shipFromCountry: 'CN' };
const QUOTES = [
  priced('A', '10000', { ...imported, incoterm: 'EXW' }),
  priced('B', '10350', { ...imported, incoterm: 'FOB' }),
  priced('C', '12300', { ...imported, incoterm: 'CIF' }),
  priced('D', '13650', { ...imported, incoterm: 'DDP' }),
];

const toUnitedStates: ComparisonParts = { quotes: QUOTES, rates: rates('FOB'), deliverToCountry: 'US' };
const toGermany: ComparisonParts = { quotes: QUOTES, rates: rates('CIF'), deliverToCountry: 'DE' };

describe('landed cost by Incoterm and duty base', () => {
  test.each([
    ['A', '13620.39', '13758.42'],
    ['B', '13566.48', '13704.49'],
    ['C', '13684.46', '13822.50'],
    ['D', '13650.00', '13650.00'],
  ])('%s lands at %s on an FOB base and at %s on a CIF base', (id, fob, cif) => {
    expect(cents(compared(toUnitedStates).get(id)!.total)).toBe(fob);
    expect(cents(compared(toGermany).get(id)!.total)).toBe(cif);
  });

  test('lets the duty base decide the winner', () => {
    expect(order(toUnitedStates)).toEqual(['B', 'A', 'D', 'C']);
    expect(order(toGermany)).toEqual(['D', 'B', 'A', 'C']);
  });

  test('insures 110 % of the CIF value', () => {
    const entry = compared(toUnitedStates).get('A')!;
    const insurance = entry.ledger.find((item) => item.component === 'INSURANCE')!;
    // CFR 12,200; CIF 12,200 / (1 − 0.0033).
    expect(cents(insurance.amount)).toBe('40.39');
    expect(cents(insurance.measure)).toBe('12240.39');
  });
});

describe('what the buyer still pays', () => {
  test.each<[Incoterm, readonly string[]]>([
    ['EXW', ['ORIGIN', 'MAIN', 'INSURANCE', 'DESTINATION', 'DUTY']],
    ['FCA', ['MAIN', 'INSURANCE', 'DESTINATION', 'DUTY']],
    ['FAS', ['MAIN', 'INSURANCE', 'DESTINATION', 'DUTY']],
    ['FOB', ['MAIN', 'INSURANCE', 'DESTINATION', 'DUTY']],
    ['CFR', ['INSURANCE', 'DESTINATION', 'DUTY']],
    ['CPT', ['INSURANCE', 'DESTINATION', 'DUTY']],
    ['CIF', ['DESTINATION', 'DUTY']],
    ['CIP', ['DESTINATION', 'DUTY']],
    ['DAP', ['DUTY']],
    ['DPU', ['DUTY']],
    ['DDP', []],
  ])('under %s is %j', (incoterm, expected) => {
    const entry = comparedAlone({
      ...toUnitedStates,
      quotes: [priced('A', '10000', { ...imported, incoterm })],
    });
    const added = new Set(entry.ledger.map((item) => item.component));
    added.delete('GOODS');
    expect([...added].toSorted()).toEqual(expected.toSorted());
  });

  test('inside one country it is freight, and never duty', () => {
    const domestic = { shipFromCountry: 'US', incoterm: 'FCA' } as const;
    const entry = comparedAlone({ ...toUnitedStates, quotes: [priced('A', '10000', domestic)] });
    expect(component(entry, 'MAIN')).toBe('1800.00');
    expect(component(entry, 'DUTY')).toBe('none');
  });

  test('inside a customs union no duty arises, wherever the goods were made', () => {
    const fromFrance = priced('A', '10000', { shipFromCountry: 'FR', incoterm: 'FCA' });
    const entry = comparedAlone({ ...toGermany, quotes: [fromFrance] });
    expect(component(entry, 'DUTY')).toBe('none');
    expect(component(entry, 'DESTINATION')).toBe('600.00');
  });

  test('a delivered domestic quote needs no rates at all', () => {
    for (const incoterm of ['DAP', 'DPU', 'DDP'] as const) {
      const entry = comparedAlone({ quotes: [priced('A', '10000', { shipFromCountry: 'US', incoterm })] });
      expect([entry.rank, cents(entry.total), entry.gaps]).toEqual([1, '10000.00', []]);
    }
  });
});

/** Equal goods, quoted at every stage of the way, each at exactly what the chain makes of 10,000 ex works. */
describe.each<[string, ComparisonRates['logistics']]>([
  ['flat rates', LOGISTICS],
  [
    'percentages of the value',
    [
      logisticsRate('ORIGIN', 'PERCENT_OF_VALUE', '4'),
      logisticsRate('MAIN', 'PERCENT_OF_VALUE', '17.5'),
      logisticsRate('INSURANCE', 'PERCENT_OF_VALUE', '0.3'),
      logisticsRate('DESTINATION', 'PERCENT_OF_VALUE', '5'),
    ],
  ],
  [
    'both, with a fee on the insurance',
    [
      ...LOGISTICS,
      logisticsRate('MAIN', 'PERCENT_OF_VALUE', '2'),
      logisticsRate('INSURANCE', 'PER_SHIPMENT', '25'),
      logisticsRate('DESTINATION', 'PERCENT_OF_VALUE', '1'),
    ],
  ],
])('forwards and backwards with %s', (_, logistics) => {
  const parts = (dutyBase: DutyBase): Partial<ComparisonParts> => ({
    rates: { logistics, duties: [dutyRate('7.5')], dutyBase },
  });
  const duty = (incoterm: Incoterm, price: string, base: DutyBase): string =>
    component(
      comparedAlone({ ...parts(base), quotes: [priced('A', price, { ...imported, incoterm })] }),
      'DUTY',
    );
  const exWorks = comparedAlone({
    ...parts('FOB'),
    quotes: [priced('A', '10000', { ...imported, incoterm: 'EXW' })],
  });
  const reached = (...steps: readonly string[]): string => {
    const items = exWorks.ledger.filter((item) => ['GOODS', ...steps].includes(item.component));
    return formatFixed(sum(items.map((item) => item.amount)));
  };

  test.each<DutyBase>(['FOB', 'CIF'])('the same goods bear the same duty on a %s base', (base) => {
    const expected = duty('EXW', '10000', base);
    expect(duty('FOB', reached('ORIGIN'), base)).toBe(expected);
    expect(duty('CFR', reached('ORIGIN', 'MAIN'), base)).toBe(expected);
    expect(duty('CIF', reached('ORIGIN', 'MAIN', 'INSURANCE'), base)).toBe(expected);
    expect(duty('DAP', reached('ORIGIN', 'MAIN', 'INSURANCE', 'DESTINATION'), base)).toBe(expected);
  });
});

test('a freight rate is charged on the weight of the ordered quantity, and on nothing without weight', () => {
  const entry = comparedAlone({
    lines: [askedLine({ quantity: fixed('20'), unitWeightKg: fixed('1.25') })],
    quotes: [
      priced('A', '10', {
        incoterm: 'CIF',
        shipFromCountry: 'US',
        fixedCharges: [{ label: 'Tooling', amount: fixed('100'), currency: 'USD' }],
      }),
    ],
    rates: {
      logistics: [
        logisticsRate('DESTINATION', 'PER_KG', '0.4'),
        logisticsRate('DESTINATION', 'PERCENT_OF_VALUE', '7'),
      ],
    },
  });
  expect(component(entry, 'DESTINATION')).toBe('10.00');
});
