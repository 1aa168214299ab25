import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importCategories } from '../../../src/modules/catalog/index.ts';
import { importSuppliers, reindexSuppliers } from '../../../src/modules/suppliers/index.ts';
import { sql, sqlOne } from '../../../src/platform/db/sql.ts';
import { csv } from '../catalog/catalog-database.ts';
import {
  BAD_ROWS,
  GOOD_ROW_LINES,
  goodRow,
  HEADER,
  type ImportPlace,
  linesOf,
  openImportPlace,
  readErrors,
} from './supplier-files.ts';

let place: ImportPlace;
beforeAll(async () => {
  place = await openImportPlace();
});
afterAll(() => place.drop());

const supplierOf = (ref: string) =>
  sqlOne(
    place.db,
    `select s.*, m.tags, (select array_agg(scheme || ':' || code order by scheme, code) from supplier_category sc where sc.supplier_id = s.id) as codes
       from supplier s join supplier_match m on m.supplier_id = s.id where source_ref = $1`,
    [ref],
  );

describe('importing a file of suppliers', () => {
  test('takes every good row once, and lists every bad one with its line, its reason and the row', async () => {
    const rows = BAD_ROWS.flatMap(({ row }, index) => [goodRow(index), row]);
    const file = await place.write('bad.csv', linesOf(HEADER, ...rows, goodRow(99), goodRow(0)));
    const report = await importSuppliers(place.db, { file });
    expect(report).toMatchObject({
      rows: 2 * BAD_ROWS.length + 2,
      good: BAD_ROWS.length + 1,
      bad: BAD_ROWS.length + 1,
    });
    expect(report).toMatchObject({ inserted: report.good, updated: 0, uncoded: 0, unknownCountries: 0 });

    const errors = await readErrors(report.errorFile ?? '');
    expect(errors.map(({ line, reason }) => ({ line, reason }))).toEqual([
      ...BAD_ROWS.map(({ reason }, index) => ({
        line: 2 + index * (GOOD_ROW_LINES + 1) + GOOD_ROW_LINES,
        reason,
      })),
      {
        line: 2 + (GOOD_ROW_LINES + 1) * BAD_ROWS.length + GOOD_ROW_LINES,
        reason: 'supplier_id: "G0" stands in line 2 already',
      },
    ]);
    expect(errors[4]?.row).toBe('B5,Müller,DE,,,,');
    expect(errors[5]?.row).toBe('B6,N␀ul,DE,,,,');
    expect(errors[10]?.row.length).toBeLessThan(1100);
    const refs = await sql<{ source_ref: string }>(
      place.db,
      `select source_ref from supplier where source_ref ~ '^[GB][0-9]' order by 1`,
    );
    expect(refs.map((row) => row.source_ref)).toEqual(
      [...BAD_ROWS.map((_row, index) => `G${index}`), 'G99'].toSorted(),
    );
  });

  test('again changes nothing; a changed row changes its supplier alone', async () => {
    const write = (city: string, codes: string) =>
      place.write('again.csv', linesOf(HEADER, `A1,One,FR,${city},,${codes},`, 'A2,Two,FR,,,CPV:44530000,'));
    expect(await importSuppliers(place.db, { file: await write('Lyon', 'CPV:44530000|X:1') })).toMatchObject({
      inserted: 2,
    });
    const before = await supplierOf('A1');
    expect(await importSuppliers(place.db, { file: await write('Lyon', 'CPV:44530000|X:1') })).toMatchObject({
      inserted: 0,
      updated: 0,
    });
    expect(await supplierOf('A1')).toEqual(before);

    expect(await importSuppliers(place.db, { file: await write('Paris', 'CPV:44530000|X:1') })).toMatchObject(
      { inserted: 0, updated: 1 },
    );
    expect(await importSuppliers(place.db, { file: await write('Paris', 'CPV:33000000') })).toMatchObject({
      inserted: 0,
      updated: 1,
    });
    expect(await supplierOf('A1')).toMatchObject({
      id: before?.['id'],
      city: 'Paris',
      codes: ['CPV:33000000'],
      version: 3,
    });
    expect((await supplierOf('A1'))?.['tags']).not.toEqual(before?.['tags']);
    expect(await supplierOf('A2')).toMatchObject({ version: 1 });
  });

  test('leaves alone what the file has no column for', async () => {
    await importSuppliers(place.db, {
      file: await place.write('full.csv', linesOf(HEADER, 'P1,Part,FR,Lyon,1990,CPV:44530000,Bolts')),
    });
    await importSuppliers(place.db, {
      file: await place.write('part.csv', linesOf('supplier_id,name', 'P1,Renamed')),
    });
    expect(await supplierOf('P1')).toMatchObject({
      name: 'Renamed',
      city: 'Lyon',
      founded: 1990,
      codes: ['CPV:44530000'],
    });
  });

  test('keeps unknown schemes, and tags them once the catalog has them', async () => {
    await importSuppliers(place.db, {
      file: await place.write('scheme.csv', linesOf(HEADER, 'U1,Unknown,FR,,,ACME:9.1,')),
    });
    expect(await supplierOf('U1')).toMatchObject({ codes: ['ACME:9.1'], tags: [] });
    await importCategories(
      place.db,
      csv('scheme,code,parent_code,level,label_en', 'ACME,9,,1,Nine', 'ACME,9.1,9,2,Nine one'),
    );
    expect(await reindexSuppliers(place.db)).toBe(1);
    expect((await supplierOf('U1'))?.['tags']).toHaveLength(3);
    expect(await reindexSuppliers(place.db)).toBe(0);
  });

  test('counts what is unknown, and who may be there twice', async () => {
    const rows = [
      'D1,Ācme Inc.,US,,,,',
      'D2,ācme inc,US,,,,',
      'D3,Ācme Inc.,,,,,',
      'D4,Reserved Code,XK,,,,',
    ];
    const report = await importSuppliers(place.db, {
      file: await place.write('twice.csv', linesOf(HEADER, ...rows)),
    });
    expect(report).toMatchObject({
      good: 4,
      possibleDuplicates: 1,
      unknownCountries: 2,
      uncoded: 4,
      errorFile: null,
    });
    expect(await supplierOf('D4')).toMatchObject({ country: null });
  });

  test('rehearses without changing anything', async () => {
    const file = await place.write(
      'dry.csv',
      linesOf(`${HEADER},colour`, 'R1,Rehearsal,FR,,,,,red', 'R2,,FR,,,,,red'),
    );
    const report = await importSuppliers(place.db, { file, dryRun: true, errorFile: `${file}.elsewhere` });
    expect(report).toMatchObject({
      dryRun: true,
      good: 1,
      bad: 1,
      inserted: null,
      ignoredColumns: ['colour'],
      errorFile: `${file}.elsewhere`,
    });
    expect(await supplierOf('R1')).toBeNull();
    expect(existsSync(`${file}.errors.csv`)).toBe(false);
  });

  test('removes an older list of bad rows when there are none any more', async () => {
    const file = await place.write('mended.csv', linesOf(HEADER, 'M1,,FR,,,,'));
    expect((await importSuppliers(place.db, { file })).bad).toBe(1);
    await place.write('mended.csv', linesOf(HEADER, 'M1,Mended,FR,,,,'));
    expect(await importSuppliers(place.db, { file })).toMatchObject({ bad: 0, errorFile: null });
    expect(existsSync(`${file}.errors.csv`)).toBe(false);
  });
});

describe('the encoding of a file', () => {
  const text = linesOf(HEADER, 'E1,Müller 广西,DE,,,,').toString();
  const utf16le = Buffer.from(text, 'utf16le');
  test.each([
    ['UTF-8 with a mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)])],
    ['UTF-16 little-endian with a mark', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16le])],
    [
      'UTF-16 big-endian with a mark',
      Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16le).swap16()]),
    ],
    ['UTF-16 without a mark', utf16le],
  ])('%s is recognised', async (_name, bytes) => {
    await sql(place.db, `delete from supplier where source_ref = 'E1'`);
    const report = await importSuppliers(place.db, { file: await place.write('encoded.csv', bytes) });
    expect(report).toMatchObject({ good: 1, bad: 0 });
    expect(await supplierOf('E1')).toMatchObject({ name: 'Müller 广西' });
  });

  test('may be named', async () => {
    const bytes = Buffer.from(linesOf(HEADER, 'L1,Müller,DE,,,,').toString(), 'latin1');
    const file = await place.write('latin.csv', bytes);
    expect(await importSuppliers(place.db, { file })).toMatchObject({ good: 0, bad: 1 });
    expect(await importSuppliers(place.db, { file, encoding: 'latin1' })).toMatchObject({ good: 1, bad: 0 });
    expect(await supplierOf('L1')).toMatchObject({ name: 'Müller' });
  });
});

describe('JSONL', () => {
  test('is taken line by line', async () => {
    const file = await place.write(
      'pool.jsonl',
      linesOf(
        JSON.stringify({
          supplier_id: 'J1',
          name: 'Jason',
          country: 'US',
          founded: 1999,
          category_codes: ['CPV:44530000'],
          extra: 1,
        }),
        '{"supplier_id": "J2",',
        '[]',
        '',
        JSON.stringify({ supplier_id: 'J3', name: { first: 'x' } }),
        JSON.stringify({ supplier_id: 'J4', name: 'NUL \0 inside' }),
      ),
    );
    const report = await importSuppliers(place.db, { file });
    expect(report).toMatchObject({ rows: 5, good: 1, bad: 4, ignoredColumns: ['extra'] });
    expect((await readErrors(report.errorFile ?? '')).map(({ line, reason }) => [line, reason])).toEqual([
      [2, 'the line is no JSON'],
      [3, 'the line is no JSON object'],
      [5, 'name is no text; name is missing'],
      [6, 'name holds control characters'],
    ]);
    expect(await supplierOf('J1')).toMatchObject({ founded: 1999, codes: ['CPV:44530000'] });
  });
});

describe('a file that nothing can be taken from', () => {
  test.each([
    ['empty.csv', '', 'The file is empty.'],
    ['headless.csv', 'S1,Acme,DE\n', 'it lacks supplier_id, name.'],
    ['twice.csv', 'supplier_id,name,Name\n', 'The header names the column name twice.'],
    ['blob.csv', Buffer.from([0, 1, 2, 255]), 'The header cannot be read'],
    ['pool.xlsx', 'PK', 'The name of the file tells no format'],
  ])('%s is refused with a reason', async (name, content, reason) => {
    const file = await place.write(name, content);
    await expect(importSuppliers(place.db, { file })).rejects.toMatchObject({
      name: 'DomainError',
      message: expect.stringContaining(reason),
    });
  });

  test('one that is not there, too', async () => {
    await expect(importSuppliers(place.db, { file: '/nowhere.csv' })).rejects.toThrow('cannot be read');
  });
});
