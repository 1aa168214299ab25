import { createReadStream } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  crosswalkOf,
  findCategories,
  importCategories,
  importCrosswalk,
  importFxRates,
  UnusableFileError,
} from '../../../src/modules/catalog/index.ts';
import { sql } from '../../../src/platform/db/sql.ts';
import { realData } from '../../support/real-data.ts';
import { type CatalogDatabase, csv, openCatalog } from './catalog-database.ts';

let catalog: CatalogDatabase;
beforeAll(async () => {
  catalog = await openCatalog();
});
afterAll(() => catalog.drop());

const HEADER = 'scheme,code,parent_code,level,label_en';

describe('importing a coded tree', () => {
  const placesOf = (scheme: string) =>
    sql(
      catalog.db,
      'select code, parent_code, level, ordinal, last_ordinal, label, tag from category where scheme = $1 order by ordinal',
      [scheme],
    );

  test('places it, and tags it after everything that is there', async () => {
    const report = await importCategories(
      catalog.db,
      csv(HEADER, 'ACME,2,,1,Tools', 'ACME,1.1,1,2,Bolts', 'ACME,1,,1,"Fasteners, all"'),
    );
    expect(report).toEqual({ created: 3, updated: 0, unchanged: 0, refused: 0, problems: [] });
    expect(await placesOf('ACME')).toMatchObject([
      {
        code: '1',
        parent_code: null,
        level: 1,
        ordinal: 1,
        last_ordinal: 2,
        label: 'Fasteners, all',
        tag: 9_455,
      },
      { code: '1.1', parent_code: '1', level: 2, ordinal: 2, last_ordinal: 2, tag: 9_456 },
      { code: '2', parent_code: null, level: 1, ordinal: 3, last_ordinal: 3, tag: 9_457 },
    ]);
  });

  test('again changes nothing; with changes it changes those alone, and tags stay', async () => {
    const rows = ['ACME,2,,1,Tools', 'ACME,1.1,1,2,Bolts', 'ACME,1,,1,"Fasteners, all"'];
    expect(await importCategories(catalog.db, csv(HEADER, ...rows))).toMatchObject({
      unchanged: 3,
      created: 0,
    });
    const before = await placesOf('ACME');
    const report = await importCategories(
      catalog.db,
      csv(HEADER, 'ACME,1.1,2,2,Bolts', 'ACME,2,,1,Hand tools', 'ACME,0,,1,Various'),
    );
    expect(report).toMatchObject({ created: 1, updated: 2, unchanged: 0, refused: 0 });
    const after = await placesOf('ACME');
    expect(after.map(({ code, parent_code, label }) => [code, parent_code, label])).toEqual([
      ['0', null, 'Various'],
      ['1', null, 'Fasteners, all'],
      ['2', null, 'Hand tools'],
      ['1.1', '2', 'Bolts'],
    ]);
    const tags = new Map(after.map(({ code, tag }) => [code, tag]));
    for (const { code, tag } of before) expect(tags.get(code)).toBe(tag);
  });

  test('refuses bad rows by line and keeps the good ones', async () => {
    const report = await importCategories(
      catalog.db,
      csv(
        HEADER,
        'B,a,,1,A',
        'B,b,nowhere,2,B',
        'B,c,b,3,C',
        'B,a,,1,again',
        'B,"d,,1,D',
        'B,e,a,2,',
        'B,f,a,2,F',
      ),
    );
    expect(report).toEqual({
      created: 2,
      updated: 0,
      unchanged: 0,
      refused: 5,
      problems: [
        { line: 3, message: 'Its parent nowhere does not exist.' },
        { line: 4, message: 'Its ancestor b has no parent: nowhere does not exist.' },
        { line: 5, message: 'B a is on line 2 already.' },
        { line: 6, message: 'The row is not valid CSV.' },
        { line: 7, message: 'It has no label.' },
      ],
    });
  });

  test('takes labels in any language, and a scheme for the whole file', async () => {
    const load = (scheme: string, row: string) =>
      importCategories(catalog.db, csv('code,parent_code,label_de', row), { scheme });
    await load('EIGEN', '1,,Schrauben');
    expect(await findCategories(catalog.db, [{ scheme: 'EIGEN', code: '1' }])).toMatchObject([
      { label: 'Schrauben', level: 1, ancestorTags: [] },
    ]);
    expect(await load('ACME', '1,,Befestigungen')).toMatchObject({ updated: 1 });
    expect(await findCategories(catalog.db, [{ scheme: 'ACME', code: '1' }])).toMatchObject([
      { label: 'Fasteners, all' },
    ]);
  });

  test('refuses a file without the columns, changing nothing', async () => {
    await expect(importCategories(catalog.db, csv('a,b', '1,2'))).rejects.toThrow(UnusableFileError);
  });

  test('says which categories of two schemes correspond, read from either side', async () => {
    const report = await importCrosswalk(
      catalog.db,
      csv(
        'from_scheme,from_code,to_scheme,to_code',
        'CPV,44530000-4,ACME,1',
        'CPV,44530000,ACME,1',
        'CPV,99,ACME,1',
        'CPV,44530000,CPV,44531000',
      ),
    );
    expect(report).toMatchObject({
      created: 1,
      unchanged: 1,
      refused: 2,
      problems: [
        { line: 4, message: 'The catalog has no CPV 99.' },
        { line: 5, message: 'The two categories are of the same scheme.' },
      ],
    });
    const [cpv, acme] = [
      { scheme: 'CPV', code: '44530000' },
      { scheme: 'ACME', code: '1' },
    ];
    expect(await crosswalkOf(catalog.db, [cpv])).toEqual([{ from: cpv, to: acme }]);
    expect(await crosswalkOf(catalog.db, [acme])).toEqual([{ from: acme, to: cpv }]);
  });
});

describe('importing exchange rates', () => {
  test('keeps new ones and never changes a known one', async () => {
    const first = ['2020-01-02,EUR,USD,1.1193', '2020-01-02,EUR,JPY,121.75'];
    expect(await importFxRates(catalog.db, csv('date,base,quote,rate', ...first))).toMatchObject({
      created: 2,
    });
    const report = await importFxRates(
      catalog.db,
      csv(
        'date,base,quote,rate',
        ...first,
        '2020-01-02,EUR,USD,1.2',
        '2020-01-03,EUR,USD,1.1147',
        '2020-01-03,EUR,USD,1.1148',
      ),
    );
    expect(report).toEqual({
      created: 1,
      updated: 0,
      unchanged: 2,
      refused: 2,
      problems: [
        { line: 4, message: 'ECB:2020-01-02:EUR:USD is 1.1193 already, and rates are never changed.' },
        { line: 6, message: 'ECB:2020-01-03:EUR:USD is 1.1147 already, and rates are never changed.' },
      ],
    });
  });

  test('keeps what different sources say of the same day side by side', async () => {
    const rows = ['date,base,quote,rate', '2020-01-02,EUR,USD,1.3'];
    expect(await importFxRates(catalog.db, csv(...rows), { source: 'TREASURY' })).toMatchObject({
      created: 1,
    });
    await expect(importFxRates(catalog.db, csv(...rows), { source: 'a b' })).rejects.toThrow(
      UnusableFileError,
    );
  });

  test('takes the European Central Bank’s own file', async () => {
    const report = await importFxRates(
      catalog.db,
      csv('Date,USD,JPY,BGN,', '2019-06-03,1.1185,121.27,N/A,', '2019-05-31,1.1151,121.27,1.9558,'),
    );
    expect(report).toMatchObject({ created: 5, refused: 0 });
  });
});

const taxonomy = realData('taxonomy.csv');
const fx = realData('fx.csv');

describe.skipIf(taxonomy === null)('importing seven real trees', () => {
  test('takes all 29,321 rows, twice with the same result', async () => {
    const load = () => importCategories(catalog.db, createReadStream(taxonomy ?? ''));
    expect(await load()).toEqual({ created: 19_867, updated: 0, unchanged: 9_454, refused: 0, problems: [] });
    expect(await load()).toMatchObject({ created: 0, updated: 0, unchanged: 29_321, refused: 0 });
    const [hs] = await findCategories(catalog.db, [{ scheme: 'HS', code: '731815' }]);
    expect(hs).toMatchObject({ parentCode: '7318', ancestorTags: [expect.any(Number), expect.any(Number)] });
  });
});

describe.skipIf(fx === null)('importing 27 years of real rates', () => {
  test('takes all 217,555', async () => {
    const report = await importFxRates(catalog.db, createReadStream(fx ?? ''), { source: 'HISTORY' });
    expect(report).toEqual({ created: 217_555, updated: 0, unchanged: 0, refused: 0, problems: [] });
  });
});
