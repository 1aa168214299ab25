import { type Db, sql } from '../../platform/db/sql.ts';
import type { CategoryRef } from '../catalog/index.ts';
import { type CatalogCategory, MatchCategories } from './supplier-match.rules.ts';

const COLUMNS = 'scheme, code, parent_code, tag, label';

/** What match rows are derived by: the whole catalog for a load, or these categories and all above them. */
export async function readMatchCategories(
  db: Db,
  refs: readonly CategoryRef[] | 'all',
): Promise<MatchCategories> {
  if (refs !== 'all' && refs.length === 0) return new MatchCategories([]);
  const rows = await sql<CatalogCategory>(
    db,
    refs === 'all' ? selectFrom('category') : `${WANTED} ${selectFrom('wanted')}`,
    refs === 'all' ? [] : [refs.map(({ scheme }) => scheme), refs.map(({ code }) => code)],
  );
  return new MatchCategories(rows);
}

const selectFrom = (table: string) =>
  `select scheme, code, parent_code as "parentCode", tag, label from ${table}`;

const WANTED = `
with recursive wanted as (
  select ${COLUMNS} from category where (scheme, code) in (select * from unnest($1::text[], $2::text[]))
  union
  select a.scheme, a.code, a.parent_code, a.tag, a.label
    from wanted join category a on a.scheme = wanted.scheme and a.code = wanted.parent_code)`;
