import { sql, type Tx } from '../../platform/db/sql.ts';
import { searchVectors } from './label-words.ts';
import type { TreePlace } from './category-tree.rules.ts';

export interface PlacedCategory extends TreePlace {
  readonly label: string;
}

/** Lets one writer at a time change the catalog's trees, however long it takes: tags and places are given by looking at all of them. */
export async function lockCategories(tx: Tx): Promise<void> {
  await sql(tx, 'set local lock_timeout = 0');
  await sql(tx, 'lock table category in share row exclusive mode');
}

/**
 * Keeps a scheme's tree; call `lockCategories` first. New categories get the next free tags, in depth-first
 * order; known ones keep theirs. Every category of the scheme must be given, since places shift.
 */
export async function saveCategories(
  tx: Tx,
  scheme: string,
  categories: readonly PlacedCategory[],
): Promise<void> {
  await sql(
    tx,
    `with given as (
       select * from unnest($2::text[], $3::text[], $4::int[], $5::int[], $6::int[], $7::text[])
         as g (code, parent_code, level, ordinal, last_ordinal, label)),
     fresh as (
       select g.code, row_number() over (order by g.ordinal) as nth from given g
        where not exists (select 1 from category c where c.scheme = $1 and c.code = g.code)),
     top as (select coalesce(max(tag), 0) as tag from category)
     insert into category as c (scheme, code, parent_code, level, ordinal, last_ordinal, label, tag)
     select $1, g.code, g.parent_code, g.level, g.ordinal, g.last_ordinal, g.label, coalesce(k.tag, top.tag + fresh.nth)
       from given g cross join top left join fresh using (code)
       left join category k on k.scheme = $1 and k.code = g.code
     on conflict (scheme, code) do update
       set parent_code = excluded.parent_code, level = excluded.level, ordinal = excluded.ordinal,
           last_ordinal = excluded.last_ordinal, label = excluded.label
     where (c.parent_code, c.level, c.ordinal, c.last_ordinal, c.label)
           is distinct from (excluded.parent_code, excluded.level, excluded.ordinal, excluded.last_ordinal, excluded.label)`,
    [
      scheme,
      categories.map((category) => category.code),
      categories.map((category) => category.parentCode),
      categories.map((category) => category.level),
      categories.map((category) => category.ordinal),
      categories.map((category) => category.lastOrdinal),
      categories.map((category) => category.label),
    ],
  );
}

/** Keeps labels of one scheme in one language, in place of those that were there; returns the codes whose label is new. */
export async function saveLabels(
  tx: Tx,
  scheme: string,
  language: string,
  labels: readonly { readonly code: string; readonly label: string }[],
): Promise<string[]> {
  const changed = await sql<{ code: string }>(
    tx,
    `insert into category_label as l (scheme, language, code, label, words)
     select $1, $2, g.code, g.label, g.words::tsvector
       from unnest($3::text[], $4::text[], $5::text[]) as g (code, label, words)
     on conflict (scheme, language, code) do update set label = excluded.label, words = excluded.words
     where (l.label, l.words) is distinct from (excluded.label, excluded.words)
     returning l.code`,
    [
      scheme,
      language,
      labels.map(({ code }) => code),
      labels.map(({ label }) => label),
      searchVectors(labels.map(({ label }) => label)),
    ],
  );
  return changed.map(({ code }) => code);
}
