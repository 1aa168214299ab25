import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  reindexSuppliers,
  seedSuppliers,
  splitWords,
  tagsOfSupplier,
} from '../../../src/modules/suppliers/index.ts';
import { sql } from '../../../src/platform/db/sql.ts';
import { type ImportPlace, openImportPlace } from './supplier-files.ts';

let place: ImportPlace;
beforeAll(async () => {
  place = await openImportPlace();
});
afterAll(() => place.drop());

const COUNT = 1_500;

/** Indexes and foreign keys of the pool's tables, as the database defines them. */
const definitions = () =>
  sql(
    place.db,
    `select pg_get_indexdef(indexrelid) as definition from pg_index where indrelid = any('{supplier,supplier_category,supplier_match}'::regclass[])
     union all
     select conname || pg_get_constraintdef(oid) from pg_constraint where conrelid = any('{supplier,supplier_category,supplier_match}'::regclass[])
     order by 1`,
  );

const contents = () =>
  sql(
    place.db,
    `select s.id, s.name, s.source_ref, m.tags, m.search::text from supplier s left join supplier_match m on m.supplier_id = s.id order by s.source_ref`,
  );

test('a seeding that fails leaves nothing behind, and the next starts over', async () => {
  const before = await definitions();
  const failing = seedSuppliers(place.db, {
    count: COUNT,
    onProgress: (done) => {
      if (done > 0) throw new Error('power cut');
    },
  });
  await expect(failing).rejects.toThrow('power cut');
  expect(await contents()).toEqual([]);
  expect(await definitions()).toEqual(before);
});

test('fills an empty pool, with every index and constraint as it was', async () => {
  const before = await definitions();
  const progress: number[] = [];
  expect(await seedSuppliers(place.db, { count: COUNT, onProgress: (done) => progress.push(done) })).toBe(
    COUNT,
  );
  expect(progress.at(-1)).toBe(COUNT);
  expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  expect(await contents()).toHaveLength(COUNT);
  expect(await definitions()).toEqual(before);
});

test('does nothing when the pool is there, and adds what is missing to a larger one', async () => {
  const before = await contents();
  const silent = { onProgress: () => expect.unreachable('nothing is to be done') };
  expect(await seedSuppliers(place.db, { count: COUNT, ...silent })).toBe(0);
  expect(await seedSuppliers(place.db, { count: COUNT + 100 })).toBe(100);
  const after = await contents();
  expect(after).toHaveLength(COUNT + 100);
  expect(after.slice(0, COUNT)).toEqual(before);
});

test('two processes at once seed one pool', async () => {
  const count = COUNT + 200;
  const added = await Promise.all([seedSuppliers(place.db, { count }), seedSuppliers(place.db, { count })]);
  expect(added.toSorted((a, b) => a - b)).toEqual([0, 100]);
});

test('a pool of another seed does not mix with it', async () => {
  await expect(seedSuppliers(place.db, { count: 10, seed: 2 })).rejects.toThrow(
    'made-up suppliers of another seed',
  );
});

test('every supplier carries the tags of its categories, its words and those of their labels', async () => {
  const categories = await sql<{ code: string; tag: number; parentCode: string | null; label: string }>(
    place.db,
    `select code, tag, parent_code as "parentCode", label from category where scheme = 'CPV'`,
  );
  const byCode = new Map(categories.map((category) => [category.code, category]));
  const ancestorTags = (parentCode: string | null): number[] => {
    const parent = parentCode === null ? undefined : byCode.get(parentCode);
    return parent ? [parent.tag, ...ancestorTags(parent.parentCode)] : [];
  };
  const suppliers = await sql<{ tags: number[]; words: string[]; codes: string[]; text: string }>(
    place.db,
    `select m.tags, tsvector_to_array(m.search) as words,
            array(select code from supplier_category where supplier_id = s.id) as codes,
            concat_ws(' ', s.name, s.description, array_to_string(s.keywords, ' ')) as text
       from supplier_match m join supplier s on s.id = m.supplier_id`,
  );
  expect(suppliers.length).toBeGreaterThanOrEqual(COUNT);
  for (const { tags, words, codes, text } of suppliers) {
    const registered = codes.map((code) => byCode.get(code)).filter((category) => category !== undefined);
    expect(tags).toEqual(
      tagsOfSupplier(
        registered.map(({ tag, parentCode }) => ({ tag, ancestorTags: ancestorTags(parentCode) })),
      ),
    );
    const labels = registered.map(({ label }) => label).join(' ');
    expect(new Set(words)).toEqual(new Set(splitWords(`${text} ${labels}`)));
  }
});

test('a match row is the same when it is derived again', async () => {
  expect(await reindexSuppliers(place.db)).toBe(0);
});
