import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  findUnits,
  importCategories,
  seedCatalog,
  seedDemoRates,
} from '../../../src/modules/catalog/index.ts';
import { sql } from '../../../src/platform/db/sql.ts';
import { type CatalogDatabase, csv, openCatalog } from './catalog-database.ts';

let catalog: CatalogDatabase;
beforeAll(async () => {
  catalog = await openCatalog();
});
afterAll(() => catalog.drop());

const contents = async () =>
  (
    await sql<Record<string, string>>(
      catalog.db,
      `select (select count(*)::int from category) as categories,
              (select count(*)::int from category_label) as labels,
              (select count(distinct language)::int from category_label) as languages,
              (select md5(string_agg(c::text, '' order by c.tag)) from category c) as digest,
              (select max(xmin::text::bigint)::text from category) as written`,
    )
  )[0];

describe('the seeded catalog', () => {
  test('holds the CPV in 24 languages as one tree with its own tags', async () => {
    expect(await contents()).toMatchObject({ categories: 9_454, labels: 226_894, languages: 24 });
    const [odd] = await sql(
      catalog.db,
      `select count(*)::int as loose from category c left join category p on p.scheme = c.scheme and p.code = c.parent_code
        where (c.parent_code is null) <> (c.level = 1)
           or c.parent_code is not null and (p.level + 1, p.ordinal < c.ordinal, p.last_ordinal >= c.last_ordinal)
              is distinct from (c.level, true, true)`,
    );
    expect(odd).toEqual({ loose: 0 });
  });

  test('does not change when it is seeded again', async () => {
    const before = await contents();
    await seedCatalog(catalog.db);
    expect(await contents()).toEqual(before);
  });

  test('knows units by code, with factors that computations can carry', async () => {
    const units = await findUnits(catalog.db, ['KGM', 'GRM', 'DZN', 'ZZ', 'NONE', 'OZA']);
    expect([...units.keys()].toSorted()).toEqual(['DZN', 'GRM', 'KGM', 'OZA', 'ZZ']);
    expect(units.get('GRM')).toEqual({
      code: 'GRM',
      name: 'gram',
      symbol: 'g',
      dimension: 'MASS',
      factor: '0.001',
    });
    expect(units.get('OZA')?.factor).toBe('0.00002957353');
    expect(units.get('ZZ')).toMatchObject({ dimension: 'ZZ', factor: '1' });
  });

  test('is made once by two processes at once, over a tree that an import brought before, whose tags stay', async () => {
    await sql(catalog.db, `delete from category_label where scheme = 'CPV'`);
    await sql(catalog.db, `delete from category where scheme = 'CPV'`);
    await importCategories(
      catalog.db,
      csv('scheme,code,parent_code,label_en', 'CPV,44000000,,Wares', 'CPV,44530000,44000000,Fasteners'),
    );
    const tagOf = async () => sql(catalog.db, `select tag from category where code = '44530000'`);
    const tag = await tagOf();
    await Promise.all([seedCatalog(catalog.db), seedCatalog(catalog.db)]);
    expect(await contents()).toMatchObject({ categories: 9_454, labels: 226_894 });
    expect(await tagOf()).toEqual(tag);
    expect(await sql(catalog.db, `select label from category where code = '44000000'`)).toEqual([
      { label: expect.stringContaining('Construction structures') },
    ]);
  });
});

describe('made-up rates', () => {
  test('are labelled, cover today and the ten days before, and come back when they are missing', async () => {
    await seedDemoRates(catalog.db);
    const days = () =>
      sql(
        catalog.db,
        `select count(distinct rate_date)::int as days, bool_and(source = 'DEMO') as demo, max(rate_date) = current_date as today
           from fx_rate`,
      );
    expect(await days()).toEqual([{ days: 11, demo: true, today: true }]);
    await sql(catalog.db, 'delete from fx_rate where rate_date = current_date');
    await seedDemoRates(catalog.db);
    expect(await days()).toEqual([{ days: 11, demo: true, today: true }]);
  });

  test('leave alone what an operator has changed', async () => {
    await sql(
      catalog.db,
      `update duty_rate set percent = 7.5 where destination = 'US' and origin = '*' and hs_prefix = ''`,
    );
    await seedDemoRates(catalog.db);
    expect(
      await sql(
        catalog.db,
        `select percent::float8 as percent from duty_rate where destination = 'US' and origin = '*' and hs_prefix = ''`,
      ),
    ).toEqual([{ percent: 7.5 }]);
  });
});
