import { describe, expect, test } from 'vitest';
import { countryOf } from '../../../src/modules/suppliers/import/countries.ts';
import { sizeOf } from '../../../src/modules/suppliers/import/sizes.ts';
import { readSupplierRow } from '../../../src/modules/suppliers/import/supplier-row.rules.ts';

const GOOD: Readonly<Record<string, unknown>> = { supplier_id: 'S1', name: 'Müller & Söhne GmbH' };

/** Reads a row with these fields beside an id and a name. */
const read = (fields: Readonly<Record<string, unknown>>) =>
  readSupplierRow((column) => ({ ...GOOD, ...fields })[column]);

const valuesOf = (fields: Readonly<Record<string, unknown>>) => {
  const row = read(fields);
  return 'sourceRef' in row ? row.values : { refused: row };
};
const problemsOf = (fields: Readonly<Record<string, unknown>>) => {
  const row = read(fields);
  return 'sourceRef' in row ? [] : row;
};

describe('a row of a supplier file', () => {
  test('needs an id and a name alone; all else is unknown', () => {
    expect(read({})).toMatchObject({
      sourceRef: 'S1',
      categories: [],
      values: {
        name: 'Müller & Söhne GmbH',
        country: null,
        ships_to: null,
        founded: null,
        keywords: [],
        size: null,
      },
    });
  });

  test('says everything that is wrong with it at once', () => {
    expect(
      problemsOf({ supplier_id: ' ', name: '', country: 'Germany', founded: '12', rating: '7' }),
    ).toEqual([
      'supplier_id is missing',
      'name is missing',
      'country: "Germany" is no ISO 3166-1 code of two letters',
      'founded: "12" is no year',
      'rating: 7 is more than 5',
    ]);
  });

  test('keeps codes verbatim, whatever their scheme, each once', () => {
    expect(
      read({ category_codes: 'CPV:44530000-4|OSM-TAG:shop=chemist| UKSIC2007:68201 |CPV:44530000' }),
    ).toMatchObject({
      categories: [
        { scheme: 'CPV', code: '44530000' },
        { scheme: 'OSM-TAG', code: 'shop=chemist' },
        { scheme: 'UKSIC2007', code: '68201' },
      ],
    });
    expect(problemsOf({ category_codes: '44530000' })).toEqual([
      'category_codes: "44530000" is not SCHEME:code',
    ]);
  });

  test('takes labels for keywords', () => {
    expect(valuesOf({ keywords: 'bolts', category_labels: 'Fasteners|bolts' })).toMatchObject({
      keywords: ['bolts', 'Fasteners'],
    });
  });

  test('takes numbers and lists as JSON has them', () => {
    expect(
      valuesOf({ founded: 1971, rating: 4.5, ships_to: ['de', 'FR'], certifications: ['CE'] }),
    ).toMatchObject({
      founded: 1971,
      rating: '4.5',
      ships_to: ['DE', 'FR'],
      certifications: ['CE'],
    });
    expect(problemsOf({ region: {}, certifications: [['CE']] })).toEqual([
      'region is no text',
      'certifications is no list of texts',
    ]);
  });

  test('has a minimum order with its currency, or none', () => {
    expect(valuesOf({ minimum_order_amount: '250.50', minimum_order_currency: 'eur' })).toMatchObject({
      minimum_order_amount: '250.50',
      minimum_order_currency: 'EUR',
    });
    expect(problemsOf({ minimum_order_amount: '1,000' })).toEqual([
      'minimum_order_amount: "1,000" is no number such as 12.50',
      'minimum_order_amount needs minimum_order_currency',
    ]);
    expect(problemsOf({ minimum_order_amount: '1', minimum_order_currency: 'XXY' })).toEqual([
      'minimum_order_currency: "XXY" is no ISO 4217 code',
    ]);
  });

  test('holds no formulas, no control characters and nothing endless', () => {
    expect(problemsOf({ name: '=HYPERLINK("http://x")' })).toEqual(['name is a spreadsheet formula']);
    expect(problemsOf({ city: `@SUM(1+1)|cmd` })).toEqual(['city is a spreadsheet formula']);
    expect(problemsOf({ city: `+cmd|'/C calc'!A0` })).toEqual(['city is a spreadsheet formula']);
    expect(problemsOf({ name: '+plugg srl', city: '- K2K 2W7', description: '- GAJL(EH)' })).toEqual([]);
    expect(problemsOf({ name: 'a\u0001b' })).toEqual(['name holds control characters']);
    expect(problemsOf({ description: 'x'.repeat(10_001) })).toEqual([
      'description has 10001 characters, at most 10000',
    ]);
  });

  test('cannot pass for a made-up supplier', () => {
    expect(problemsOf({ supplier_id: 'demo:000001' })).toEqual([
      'supplier_id: "demo:…" marks made-up suppliers',
    ]);
  });

  test('may be the same organisation as another with its name and country, whatever the spelling', () => {
    const [one, two, other] = [
      read({ name: 'ACME, Inc.', country: 'US' }),
      read({ name: 'Acme Inc', country: 'us' }),
      read({ name: 'Acme Inc', country: 'CA' }),
    ].map((row) => ('identity' in row ? row.identity : null));
    expect(one).toBe(two);
    expect(one).not.toBe(other);
  });
});

test('countries: codes of today, usual aliases; reserved codes mean nobody knows what', () => {
  expect(['DE', 'de', 'UK', 'EL', 'FX'].map(countryOf)).toEqual(['DE', 'DE', 'GB', 'GR', 'FR']);
  expect(['JA', 'XK', 'SU'].map(countryOf)).toEqual([null, null, null]);
  expect(['ZZ', 'XX', 'D', 'DEU', '=1'].map(countryOf)).toEqual(Array(5).fill(undefined));
});

test('sizes: words, ranges of heads and bounds', () => {
  expect(
    ['micro', 'Small enterprise', 'SME', '1001 - 5000', '250 to 499', '20,000 or more', '10-49'].map(sizeOf),
  ).toEqual(['MICRO', 'SMALL', 'SME', 'LARGE', 'LARGE', 'LARGE', 'SMALL']);
  expect(['Less than 250', 'Not Provided', '', 'less than 1000'].map(sizeOf)).toEqual([
    'SME',
    null,
    null,
    null,
  ]);
});
