import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importSuppliers } from '../../src/modules/suppliers/index.ts';
import { sql, sqlOne } from '../../src/platform/db/sql.ts';
import { type ImportPlace, openImportPlace } from '../integration/suppliers/supplier-files.ts';
import { realData } from '../support/real-data.ts';

const file = realData('suppliers.csv');
const ROWS = 192_240;
const errorFile = join(tmpdir(), `rfq-real-suppliers-${process.pid}.errors.csv`);

describe.skipIf(file === null)('the real pool', () => {
  let place: ImportPlace;
  beforeAll(async () => {
    place = await openImportPlace();
  });
  afterAll(async () => {
    await place.drop();
    await rm(errorFile, { force: true });
  });

  test(
    'is taken whole: every organisation once, whatever it does not say',
    { timeout: 300_000 },
    async () => {
      const report = await importSuppliers(place.db, { file: file ?? '', errorFile });
      console.log(`${report.seconds} s, ${report.rowsPerSecond} rows/s`);
      expect(report).toMatchObject({
        rows: ROWS,
        good: ROWS,
        bad: 0,
        inserted: ROWS,
        errorFile: null,
        ignoredColumns: ['sources'],
      });
      expect(report).toMatchObject({ uncoded: 110_210, unknownCountries: 4_558, possibleDuplicates: 15 });
      expect(await sqlOne(place.db, 'select count(*)::int as n from supplier_match')).toEqual({ n: ROWS });
    },
  );

  test('keeps every code of every scheme, and tags those that the catalog knows', async () => {
    const schemes = await sql<{ scheme: string; codes: number; tagged: number }>(
      place.db,
      `select sc.scheme, count(*)::int as codes, count(*) filter (where c.tag is not null and m.tags @> array[2 * c.tag + 1])::int as tagged
         from supplier_category sc join supplier_match m using (supplier_id)
         left join category c on c.scheme = sc.scheme and c.code = sc.code group by sc.scheme order by sc.scheme`,
    );
    expect(schemes.map(({ scheme }) => scheme)).toEqual([
      'CPV',
      'FSIS-ACTIVITY',
      'INDOT-SECTION',
      'LINKEDIN-INDUSTRY',
      'NAICS',
      'OSM-TAG',
      'SOURCE-LABEL',
      'UKSIC2007',
    ]);
    for (const { scheme, codes, tagged } of schemes) expect(tagged).toBe(scheme === 'CPV' ? codes : 0);
  });

  test('finds the uncoded by their words, in their languages', async () => {
    const hits = (words: string) =>
      sqlOne<{ n: number }>(
        place.db,
        `select count(*)::int as n from supplier_match where tags = '{}' and search @@ plainto_tsquery('simple', unaccent($1))`,
        [words],
      );
    expect((await hits('Medizintechnik'))?.n).toBeGreaterThan(0);
    expect((await hits('ingeniería'))?.n).toBeGreaterThan(0);
  });
});
