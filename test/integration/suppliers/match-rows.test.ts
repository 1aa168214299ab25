import { afterAll, beforeAll, expect, test } from 'vitest';
import { importSuppliers, reindexSuppliers } from '../../../src/modules/suppliers/index.ts';
import { sql, sqlOne } from '../../../src/platform/db/sql.ts';
import { fileOf, HEADER, type ImportPlace, linesOf, openImportPlace } from './supplier-files.ts';

let place: ImportPlace;
beforeAll(async () => {
  place = await openImportPlace();
});
afterAll(() => place.drop());

const importRows = async (header: string, ...rows: string[]) =>
  importSuppliers(place.db, { file: await place.write('rows.csv', linesOf(header, ...rows)) });

const wordsOf = async (ref: string) =>
  (
    await sqlOne<{ words: string[] }>(
      place.db,
      `select tsvector_to_array(search) as words from supplier_match join supplier s on s.id = supplier_id where source_ref = $1`,
      [ref],
    )
  )?.words;

test('an imported match row is the same when it is derived again: of new, changed and partly given suppliers', async () => {
  const endless = Array.from({ length: 1_500 }, (_word, number) => `w${number}`).join(' ');
  const full = (ref: string, word: string) =>
    `${ref},${word} Łódź,FR,,,CPV:44530000|CPV:44163000|X:2,"${word} M8x40, A2-70",bolts|${word},Écrous`;
  await importRows(
    `${HEADER},keywords,category_labels`,
    full('V1', 'one'),
    full('V2', 'two'),
    `V3,Long,,,,CPV:44530000,${endless},,`,
  );
  expect(await reindexSuppliers(place.db)).toBe(0);

  await importRows(
    'supplier_id,name,category_codes',
    'V1,Renamed,',
    'V2,two Łódź,CPV:33000000',
    'V4,New,CPV:44530000',
  );
  expect(await reindexSuppliers(place.db)).toBe(0);
  expect(await wordsOf('V1')).toEqual(['a2', 'a2-70', 'bolts', 'ecrous', 'm8', 'm8x40', 'one', 'renamed']);
});

test('a supplier is found by the first thousand words that it says of itself', async () => {
  const words = await wordsOf('V3');
  expect(words).toContain('w998');
  expect(words).not.toContain('w999');
});

test('two files that bring the same suppliers at once make each of them once, with one match row', async () => {
  const count = 3_000;
  const write = (name: string, city: string) =>
    place.write(
      name,
      fileOf([
        HEADER,
        ...Array.from({ length: count }, (_row, number) => `W${number},Twin,FR,${city},,CPV:44530000,`),
      ]),
    );
  const files = [await write('paris.csv', 'Paris'), await write('lyon.csv', 'Lyon')];
  const reports = await Promise.all(files.map((file) => importSuppliers(place.db, { file })));
  expect(reports.map(({ inserted }) => inserted).toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual([0, count]);
  const [pool] = await sql(
    place.db,
    `select count(*)::int as suppliers, count(distinct source_ref)::int as refs, count(distinct city)::int as cities,
            count(m.supplier_id)::int as matched,
            (select count(*)::int from supplier_category sc join supplier w on w.id = sc.supplier_id where w.source_ref ~ '^W') as codes
       from supplier s left join supplier_match m on m.supplier_id = s.id where source_ref ~ '^W'`,
  );
  expect(pool).toEqual({ suppliers: count, refs: count, cities: 1, matched: count, codes: count });
  expect(await reindexSuppliers(place.db)).toBe(0);
});
