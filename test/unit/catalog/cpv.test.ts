import { beforeAll, describe, expect, test } from 'vitest';
import { layOutTree } from '../../../src/modules/catalog/category-tree.rules.ts';
import { type CpvCode, cpvParent, readCpv } from '../../../src/modules/catalog/cpv.ts';

describe('the Common Procurement Vocabulary', () => {
  let codes: CpvCode[];
  beforeAll(async () => {
    codes = await readCpv();
  });

  test('has 9,454 codes of eight digits in one tree of 45 divisions', () => {
    expect(codes).toHaveLength(9_454);
    expect(codes.every(({ code }) => /^\d{8}$/.test(code))).toBe(true);
    const { places, adrift } = layOutTree(codes);
    expect(adrift.size).toBe(0);
    expect(places.filter((place) => place.level === 1)).toHaveLength(45);
    expect(Math.max(...places.map((place) => place.level))).toBe(7);
  });

  test('has labels in 24 languages', () => {
    const languages = new Set(codes.flatMap(({ labels }) => [...labels.keys()]));
    expect(languages.size).toBe(24);
    const fasteners = codes.find(({ code }) => code === '44530000');
    expect(fasteners?.labels.get('en')).toBe('Fasteners');
    expect(fasteners?.labels.get('de')).toBe('Verbindungselemente');
    expect(codes.every(({ labels }) => labels.has('en'))).toBe(true);
  });

  test('hangs a code from the nearest one above that exists', () => {
    const known = new Set(['44000000', '44500000', '44530000', '44531100']);
    expect(cpvParent('44531100', known)).toBe('44530000');
    expect(cpvParent('44530000', known)).toBe('44500000');
    expect(cpvParent('44000000', known)).toBeNull();
    expect(cpvParent('44900000', known)).toBe('44000000');
  });
});
