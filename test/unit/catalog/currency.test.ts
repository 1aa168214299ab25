import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { minorDigitsOf } from '../../../src/modules/catalog/currency.ts';
import { realData } from '../../support/real-data.ts';

const iso4217 = realData('currencies_iso4217.csv');

describe('minor digits', () => {
  test.each([
    ['EUR', 2],
    ['JPY', 0],
    ['KWD', 3],
    ['HUF', 2],
    ['IQD', 3],
    ['CLP', 0],
  ])('of %s are %i', (currency, digits) => {
    expect(minorDigitsOf(currency)).toBe(digits);
  });

  test('are refused for what is no code', () => {
    expect(() => minorDigitsOf('euro')).toThrow(RangeError);
  });

  test.skipIf(iso4217 === null)('are those of ISO 4217 for every currency in use', () => {
    const rows: Record<string, string>[] = parse(readFileSync(iso4217 ?? ''), { columns: true });
    const used = rows.filter((row) => row['WithdrawalDate'] === '' && /^\d$/.test(row['MinorUnit'] ?? ''));
    const wrong = used.filter(
      (row) => minorDigitsOf(row['AlphabeticCode'] ?? '') !== Number(row['MinorUnit']),
    );
    expect(used.length).toBeGreaterThan(150);
    expect(wrong.map((row) => row['AlphabeticCode'])).toEqual([]);
  });
});
