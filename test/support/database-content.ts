import type { DataSource } from 'typeorm';
import { sql } from '../../src/platform/db/sql.ts';

/** Vocabulary that no mutation writes, and too long to be looked at each time; and when a key was last used, which reading notes, too. */
const LEFT_OUT = [
  'category',
  'category_label',
  'category_crosswalk',
  'unit',
  'fx_rate',
  'migration',
  'api_key_use',
];

/** Stands for all that is in the database, table by table: equal contents give equal values. */
export async function databaseContent(db: DataSource): Promise<Record<string, string>> {
  const tables = await sql<{ name: string }>(
    db,
    `select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> all($1::text[]) order by 1`,
    [LEFT_OUT],
  );
  const rows = await sql<{ name: string; content: string }>(
    db,
    tables
      .map(
        ({ name }) =>
          `select '${name}' as name, count(*) || ' rows, ' || coalesce(sum(hashtextextended(t::text, 0)), 0) as content from "${name}" t`,
      )
      .join(' union all '),
  );
  return Object.fromEntries(rows.map(({ name, content }) => [name, content]));
}
