import { sql, type Tx } from '../../platform/db/sql.ts';

/** Which suppliers: by id, all, or those whose ids stand in the column `id` of a (temporary) table. */
export type SupplierScope = readonly string[] | 'all' | { readonly table: string };

/**
 * Derives the match rows of suppliers from their profiles, categories and the catalog: the one place that does.
 * Codes that the catalog does not know leave no tag: refresh again once their scheme is imported. Returns how
 * many rows changed. Set-based: 150,000 at once take seconds. `areNew` says that none has a match row yet, which
 * spares looking for it: a load can do without the primary key meanwhile.
 */
export async function refreshMatchRows(tx: Tx, scope: SupplierScope, areNew = false): Promise<number> {
  const ids = typeof scope === 'object' && !('table' in scope) ? scope : null;
  const row = await sql<{ changed: number }>(
    tx,
    refreshSql(scopeSql(scope), areNew ? '' : REPLACE),
    ids ? [ids] : [],
  );
  return row[0]?.changed ?? 0;
}

function scopeSql(scope: SupplierScope): string {
  if (scope === 'all') return 'select id from supplier';
  return 'table' in scope ? `select id from ${scope.table}` : 'select distinct unnest($1::uuid[]) as id';
}

const REPLACE = `on conflict (supplier_id) do update set tags = excluded.tags, search = excluded.search
   where (supplier_match.tags, supplier_match.search) is distinct from (excluded.tags, excluded.search)`;

// `climb` goes from each code that occurs to the top of its tree, once for all suppliers that have it. A supplier's
// tags are glued together as text, because no aggregate joins arrays of different lengths.
const refreshSql = (scope: string, onConflict: string) => `
with recursive scope as materialized (${scope}),
registered as materialized (
  select sc.supplier_id, c.tag from supplier_category sc
    join scope on scope.id = sc.supplier_id
    join category c on c.scheme = sc.scheme and c.code = sc.code),
climb (tag, scheme, parent_code, above_tag) as (
  select c.tag, c.scheme, c.parent_code, c.tag from category c where c.tag in (select tag from registered)
  union all
  select climb.tag, a.scheme, a.parent_code, a.tag
    from climb join category a on a.scheme = climb.scheme and a.code = climb.parent_code),
node as materialized (
  select climb.tag, max(c.label) as label,
         (2 * climb.tag + 1) || ',' || string_agg((2 * climb.above_tag)::text, ',' order by climb.above_tag) as tags
    from climb join category c on c.tag = climb.tag group by climb.tag),
tagged as (
  select registered.supplier_id, ('{' || string_agg(node.tags, ',' order by tag) || '}')::int[] as tags,
         string_agg(node.label, ' ' order by tag) as labels
    from registered join node using (tag) group by registered.supplier_id),
refreshed as (
  insert into supplier_match (supplier_id, tags, search)
  select s.id, array(select distinct tag from unnest(tagged.tags) as tag order by tag),
         setweight(to_tsvector('simple', unaccent(s.name)), 'A')
         || setweight(to_tsvector('simple', unaccent(array_to_string(s.keywords, ' '))), 'B')
         || setweight(to_tsvector('simple', unaccent(coalesce(tagged.labels, ''))), 'C')
         || setweight(to_tsvector('simple', unaccent(coalesce(s.description, ''))), 'D')
    from scope join supplier s on s.id = scope.id left join tagged on tagged.supplier_id = s.id
  ${onConflict}
  returning supplier_id)
select count(*)::int as changed from refreshed`;
