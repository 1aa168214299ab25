import { sql, sqlOne, type Tx } from '../../../platform/db/sql.ts';
import type { PoolTables } from '../bulk/pool-batch.ts';
import { refreshMatchRows } from '../supplier-match.writes.ts';

/** Where rows wait for `mergeStaged`: tables that last as long as the transaction. */
export const STAGING: PoolTables = {
  suppliers: 'import_row',
  categories: 'import_category',
  matchRows: 'import_match',
};

/** Makes the staging tables, with these columns of `supplier`. */
export async function stage(tx: Tx, columns: readonly string[]): Promise<void> {
  await sql(
    tx,
    `create temp table import_row on commit drop as
     select id, ${columns.join(', ')}, null::uuid as known_id from supplier with no data`,
  );
  await sql(tx, `create temp table import_category (like supplier_category) on commit drop`);
  await sql(tx, `create temp table import_match (like supplier_match) on commit drop`);
}

/**
 * Takes the staged rows into the pool: new suppliers by the ids they got, known ones (by `source_ref`) where they
 * differ. `withCategories` makes the codes of the known those of the rows, otherwise they keep theirs.
 */
export async function mergeStaged(
  tx: Tx,
  columns: readonly string[],
  withCategories: boolean,
): Promise<{ inserted: number; updated: number }> {
  const written = await sqlOne<{ inserted: number; updated: number }>(tx, upsertSql(columns));
  const { inserted = 0, updated = 0 } = written ?? {};
  await sql(tx, KNOWN);
  await sql(tx, ADD_MATCH_ROWS);
  const recategorised = await sql(tx, withCategories ? REPLACE_CATEGORIES : ADD_CATEGORIES);
  const changed = await sql<{ id: string }>(tx, CHANGED);
  await refreshMatchRows(
    tx,
    changed.map(({ id }) => id),
  );
  return { inserted, updated: updated + recategorised.length };
}

const upsertSql = (columns: readonly string[]) => `
with written as (
  insert into supplier (id, ${columns.join(', ')})
  select id, ${columns.join(', ')} from import_row
  on conflict (source_ref) do update
     set ${columns.map((name) => `${name} = excluded.${name}`).join(', ')},
         version = supplier.version + 1, updated_at = now()
   where (${columns.map((name) => `supplier.${name}`).join(', ')})
         is distinct from (${columns.map((name) => `excluded.${name}`).join(', ')})
  returning id)
select count(r.id)::int as inserted, (count(*) - count(r.id))::int as updated
  from written left join import_row r using (id)`;

const KNOWN = `
update import_row r set known_id = s.id from supplier s where s.source_ref = r.source_ref and s.id <> r.id`;

const ADD_MATCH_ROWS = `
insert into supplier_match (supplier_id, tags, search)
select m.supplier_id, m.tags, m.search from import_match m
  join import_row r on r.id = m.supplier_id where r.known_id is null`;

const ADD_CATEGORIES = `
insert into supplier_category (supplier_id, scheme, code)
select c.supplier_id, c.scheme, c.code from import_category c
  join import_row r on r.id = c.supplier_id where r.known_id is null`;

/** Returns the known suppliers that nothing else has changed. */
const REPLACE_CATEGORIES = `
with given as (
  select coalesce(r.known_id, r.id) as supplier_id, c.scheme, c.code
    from import_category c join import_row r on r.id = c.supplier_id),
come as (
  insert into supplier_category (supplier_id, scheme, code) select supplier_id, scheme, code from given
  on conflict do nothing returning supplier_id),
gone as (
  delete from supplier_category sc using import_row r
   where sc.supplier_id = r.known_id and not exists (
         select from given g where (g.supplier_id, g.scheme, g.code) = (sc.supplier_id, sc.scheme, sc.code))
  returning sc.supplier_id)
update supplier set version = version + 1, updated_at = now()
 where id in (select supplier_id from come union select supplier_id from gone) and updated_at < now()::timestamptz(3)
returning id`;

/** The known suppliers that this transaction has changed, and holds by that. */
const CHANGED = `
select s.id from import_row r join supplier s on s.id = r.known_id where s.updated_at = now()::timestamptz(3)`;
