import { sql, type Tx } from '../../platform/db/sql.ts';
import { readMatchCategories } from './supplier-match.queries.ts';
import { type MatchProfile, matchRowOf } from './supplier-match.rules.ts';

/** So many at a time: none of them may have much text. */
const BATCH = 2_000;

/**
 * Brings the match rows of these suppliers up to date with their profiles and the catalog. The caller holds the
 * suppliers: whoever changes one meanwhile would be overtaken. Returns how many rows changed.
 */
export async function refreshMatchRows(tx: Tx, supplierIds: readonly string[]): Promise<number> {
  let changed = 0;
  for (let from = 0; from < supplierIds.length; from += BATCH)
    changed += await refreshBatch(tx, supplierIds.slice(from, from + BATCH));
  return changed;
}

async function refreshBatch(tx: Tx, ids: readonly string[]): Promise<number> {
  const profiles = await sql<MatchProfile & { id: string }>(tx, PROFILES, [ids]);
  const refs = new Map(
    profiles.flatMap(({ categories }) => categories.map((ref) => [`${ref.scheme}:${ref.code}`, ref])),
  );
  const catalog = await readMatchCategories(tx, [...refs.values()]);
  const rows = profiles.map((profile) => matchRowOf(profile, catalog));
  const changed = await sql(tx, SAVE, [
    profiles.map(({ id }) => id),
    rows.map(({ tags }) => tags),
    rows.map(({ search }) => search),
  ]);
  return changed.length;
}

const PROFILES = `
select id, name, keywords, description,
       coalesce((select jsonb_agg(jsonb_build_object('scheme', scheme, 'code', code))
                   from supplier_category where supplier_id = supplier.id), '[]') as categories
  from supplier where id = any($1::uuid[])`;

const SAVE = `
insert into supplier_match (supplier_id, tags, search)
select id, tags::int[], search::tsvector from unnest($1::uuid[], $2::text[], $3::text[]) as g (id, tags, search)
on conflict (supplier_id) do update set tags = excluded.tags, search = excluded.search
 where (supplier_match.tags, supplier_match.search) is distinct from (excluded.tags, excluded.search)
returning supplier_id`;
