import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { ALL_UNITS } from '../../../src/modules/catalog/units/all-units.ts';
import { realData } from '../../support/real-data.ts';
import { readRec20Factor } from './rec20-factor.ts';

const rec20 = realData('units_rec20.csv');
const tenders = realData('tenders.jsonl');
/** Where the published list errs. */
const MISPRINTS: Readonly<Record<string, string>> = {
  '2X': '1/60 cut off after 0.016 666',
  APZ: '10⁻³ kg, where a troy ounce is 31.1 g',
  H76: '10 kg/m, where one gram per millimetre is one kilogram per metre',
  KNM: '103 pascal, for 10³',
  NPR: 'words: "use pair"',
  SCR: '1.295 982 g, where 20 grains are 1.295 978 2 g',
};

const PACKAGE = /^X[A-Z]{2}$/;

describe.skipIf(rec20 === null)('against UN/ECE Recommendation 20', () => {
  const rows: Record<string, string>[] = rec20 === null ? [] : parse(readFileSync(rec20), { columns: true });
  const published = new Map(rows.map((row) => [row['CommonCode'], row]));

  test('every code is one of it, or a package of Recommendation 21', () => {
    const unknown = ALL_UNITS.filter(({ code }) => !published.has(code) && !PACKAGE.test(code));
    expect(unknown.map((unit) => unit.code)).toEqual([]);
  });

  test('every factor agrees with the published one, as far as that is rounded', () => {
    const wrong = ALL_UNITS.flatMap(({ code, factor, dimension }) => {
      const text = published.get(code)?.['ConversionFactor'] ?? '';
      const stated = readRec20Factor(text);
      if (!stated || dimension === code || code in MISPRINTS) return [];
      const off = Math.abs(Number(factor) - stated.value) / stated.value;
      return off > Math.max(stated.precision, 5e-7) * 1.001 ? [`${code}: ${factor}, published ${text}`] : [];
    });
    expect(wrong).toEqual([]);
  });
});

describe.skipIf(tenders === null)('against real tenders', () => {
  test('every unit code that occurs is known', async () => {
    const used = new Set<string>();
    const lines = createInterface({ input: createReadStream(tenders ?? '') });
    for await (const line of lines)
      for (const [, code = ''] of line.matchAll(/"unit_rec20": "([^"]+)"/g)) used.add(code);
    const known = new Set(ALL_UNITS.map((unit) => unit.code));
    expect(used.size).toBeGreaterThan(15);
    expect([...used].filter((code) => !known.has(code))).toEqual([]);
  });
});
