import { describe, expect, test } from 'vitest';
import { ALL_UNITS, DIMENSIONS } from '../../../src/modules/catalog/units/all-units.ts';
import { div, fixed, formatFixed, mul } from '../../../src/platform/kernel/fixed.ts';

const units = new Map(ALL_UNITS.map((unit) => [unit.code, unit]));

/** A factor in units of its twentieth decimal: exact, where `Fixed` has twelve. */
function exact(factor: string): bigint {
  const [whole = '', decimals = ''] = factor.split('.');
  return BigInt(whole + decimals.padEnd(20, '0'));
}

/** How many of one unit another is, to six decimals. */
function ratio(of: string, into: string): string {
  const from = units.get(of);
  const to = units.get(into);
  if (!from || from.dimension !== to?.dimension) throw new Error(`${of} does not convert into ${into}`);
  const millionths = (exact(from.factor) * 2_000_000n + exact(to.factor)) / (2n * exact(to.factor));
  return String(Number(millionths) / 1_000_000);
}

const isBase = (code: string) => units.get(code)?.factor === '1';

describe('units of measure', () => {
  test('have codes of their own', () => {
    expect(units.size).toBe(ALL_UNITS.length);
    expect(ALL_UNITS.every((unit) => /^[A-Z0-9]{2,3}$/.test(unit.code) && unit.name !== '')).toBe(true);
  });

  test('have positive factors of at most 20 decimals', () => {
    const odd = ALL_UNITS.filter(({ factor }) => !/^\d+(\.\d{1,20})?$/.test(factor) || !/[1-9]/.test(factor));
    expect(odd).toEqual([]);
  });

  test('keep six significant digits in twelve decimals, which is what computations carry', () => {
    const coarse = ALL_UNITS.filter(({ factor }) => {
      const kept = Number(factor).toFixed(12);
      return Math.abs(Number(kept) - Number(factor)) > Number(factor) * 1e-6;
    });
    expect(coarse.map((unit) => unit.code)).toEqual([]);
  });

  test('are based on the kilogram, the cubic metre, the piece and the second', () => {
    expect(['KGM', 'MTQ', 'C62', 'SEC', 'MTR', 'MTK', 'JOU', 'WTT'].filter(isBase)).toHaveLength(8);
    for (const { name, units: rows } of DIMENSIONS)
      expect(
        rows.some(([, , , factor]) => factor === '1') || name === 'PROPORTION' || name === 'REACTIVE_ENERGY',
      ).toBe(true);
  });

  test.each([
    ['DZN', 'C62', '12'],
    ['GRO', 'DZN', '12'],
    ['PR', 'H87', '2'],
    ['CEN', 'EA', '100'],
    ['MIL', 'CEN', '10'],
    ['LBR', 'ONZ', '16'],
    ['STN', 'LBR', '2000'],
    ['LTN', 'LBR', '2240'],
    ['CWI', 'LBR', '112'],
    ['LBT', 'APZ', '12'],
    ['TNE', 'KGM', '1000'],
    ['YRD', 'FOT', '3'],
    ['SMI', 'YRD', '1760'],
    ['FOT', 'INH', '12'],
    ['ACR', 'YDK', '4840.01936'],
    ['GLL', 'QTL', '4'],
    ['QTL', 'PTL', '2'],
    ['GLL', 'OZA', '128'],
    ['GLI', 'OZI', '160'],
    ['BLL', 'GLL', '42'],
    ['YDQ', 'FTQ', '27'],
    ['MTQ', 'LTR', '1000'],
    ['ANN', 'MON', '12'],
    ['WEE', 'DAY', '7'],
    ['DAY', 'HUR', '24'],
    ['KWH', '3B', '3.6'],
    ['BAR', 'KPA', '100'],
    ['4L', '2P', '1000'],
    ['E62', 'E63', '1024'],
  ])('1 %s is so many %s', (of, into, expected) => {
    expect(ratio(of, into)).toBe(expected);
  });

  test('that nothing converts into are dimensions of their own', () => {
    for (const code of ['LO', 'SET', 'KT', 'NMP', 'ZZ', 'LS', 'CEL', 'XPX']) {
      expect(units.get(code)).toMatchObject({ dimension: code, factor: '1' });
    }
  });

  test('convert exactly in computations: 12 dozen are a gross', () => {
    const [dozen, gross] = [fixed(units.get('DZN')?.factor ?? ''), fixed(units.get('GRO')?.factor ?? '')];
    expect(formatFixed(div(mul(fixed('12'), dozen), gross))).toBe('1');
  });
});
