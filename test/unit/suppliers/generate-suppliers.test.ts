import { validate } from 'uuid';
import { describe, expect, test } from 'vitest';
import { generateSuppliers } from '../../../src/modules/suppliers/demo/generate-suppliers.ts';
import { isCountryCode, isCurrencyCode } from '../../../src/platform/graphql/scalars.ts';

/** A tree in the shape of the CPV: divisions, groups, classes. */
const categories = ['44', '42', '33', '15', '45', '98'].flatMap((division) => [
  { code: `${division}000000`, parentCode: null, label: `Division ${division} things` },
  ...[1, 2, 3].flatMap((group) => [
    { code: `${division}${group}00000`, parentCode: `${division}000000`, label: `Group ${group} wares` },
    ...[1, 2, 3, 4].map((item) => ({
      code: `${division}${group}${item}0000`,
      parentCode: `${division}${group}00000`,
      label: `Steel pipes, bolts and other fittings ${item}`,
    })),
  ]),
]);

const generate = (count: number, { seed = 1, skip = 0 } = {}) => [
  ...generateSuppliers({ seed, count, skip, categories }),
];
const pool = generate(4000);
const share = (matches: (supplier: (typeof pool)[number]) => boolean) =>
  pool.filter(matches).length / pool.length;

describe('the made-up pool', () => {
  test('is the same for the same seed, and another for another', () => {
    expect(generate(50)).toEqual(pool.slice(0, 50));
    expect(generate(50, { seed: 2 }).map((supplier) => supplier.id)).not.toEqual(
      pool.slice(0, 50).map((supplier) => supplier.id),
    );
  });

  test('grows by more suppliers, and those that were there stay the same', () => {
    expect(generate(60, { skip: 50 })).toEqual(pool.slice(50, 60));
  });

  test('has an id and a mark of its own for each', () => {
    expect(new Set(pool.map((supplier) => supplier.id)).size).toBe(pool.length);
    expect(pool.every((supplier) => validate(supplier.id))).toBe(true);
    expect(pool.map((supplier) => supplier.sourceRef).slice(0, 2)).toEqual(['demo:000001', 'demo:000002']);
    expect(pool.every((supplier) => supplier.website === null || supplier.website.endsWith('.example'))).toBe(
      true,
    );
  });

  test('says only what the pool can hold', () => {
    const codes = new Set(categories.map((category) => category.code));
    for (const supplier of pool) {
      expect(isCountryCode(supplier.country)).toBe(true);
      expect(supplier.shipsTo?.every(isCountryCode) ?? true).toBe(true);
      expect(supplier.minimumOrderCurrency === null || isCurrencyCode(supplier.minimumOrderCurrency)).toBe(
        true,
      );
      expect(Number(supplier.rating ?? 0)).toBeLessThanOrEqual(5);
      expect(Number(supplier.rating ?? 0)).toBeGreaterThanOrEqual(0);
      expect(new Set(supplier.categoryCodes).size).toBe(supplier.categoryCodes.length);
      expect(supplier.categoryCodes.every((code) => codes.has(code))).toBe(true);
      expect(supplier.name).not.toMatch(/\s{2}|undefined/);
    }
  });

  test('is skewed as real pools are', () => {
    const mainDivision = (division: string) =>
      share((supplier) => supplier.categoryCodes[0]?.startsWith(division) ?? false);
    expect(mainDivision('44')).toBeGreaterThan(2 * mainDivision('98'));
    expect(share((supplier) => supplier.country === 'CN')).toBeGreaterThan(
      5 * share((supplier) => supplier.country === 'PT'),
    );
    expect(share((supplier) => supplier.categoryCodes.length <= 3)).toBeGreaterThan(0.7);
    expect(share((supplier) => supplier.shipsTo === null)).toBeGreaterThan(0.1);
    expect(share((supplier) => supplier.state === 'SUSPENDED' || supplier.optedOut)).toBeGreaterThan(0.008);
    expect(share((supplier) => supplier.state === 'SUSPENDED' || supplier.optedOut)).toBeLessThan(0.03);
  });
});

test('needs a category tree', () => {
  expect(() => [...generateSuppliers({ seed: 1, count: 1, categories: [] })]).toThrow(
    'the category tree is empty',
  );
});
