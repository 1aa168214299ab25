import DataLoader from 'dataloader';
import { type Db, sql } from '../../platform/db/sql.ts';
import { defineLoader } from '../../platform/graphql/context.ts';

export interface CategoryRef {
  readonly scheme: string;
  readonly code: string;
}

export interface CategoryRecord extends CategoryRef {
  readonly label: string;
  /** 1 at the top. */
  readonly level: number;
  readonly parentCode: string | null;
  readonly tag: number;
  /** The subtree is the range `ordinal … lastOrdinal` of its scheme. */
  readonly ordinal: number;
  readonly lastOrdinal: number;
  /** From the parent up. */
  readonly ancestorTags: readonly number[];
}

/** The columns of a `CategoryRecord` of the category that stands as `c` in the statement. */
export const CATEGORY_COLUMNS = `c.scheme, c.code, c.label, c.level, c.parent_code as "parentCode", c.tag,
  c.ordinal, c.last_ordinal as "lastOrdinal",
  array(
    with recursive above as (
      select p.tag, p.parent_code, p.level from category p where p.scheme = c.scheme and p.code = c.parent_code
      union all
      select p.tag, p.parent_code, p.level from above a join category p on p.scheme = c.scheme and p.code = a.parent_code)
    select tag from above order by level desc) as "ancestorTags"`;

const keyOf = ({ scheme, code }: CategoryRef) => `${scheme}:${code}`;

/** A scheme holds no colon, a code may. */
function refOf(key: string): CategoryRef {
  const colon = key.indexOf(':');
  return { scheme: key.slice(0, colon), code: key.slice(colon + 1) };
}

/** The categories that exist among these, each once, in no order. */
export function findCategories(db: Db, refs: readonly CategoryRef[]): Promise<CategoryRecord[]> {
  if (refs.length === 0) return Promise.resolve([]);
  return sql<CategoryRecord>(
    db,
    `select ${CATEGORY_COLUMNS} from category c
      where (c.scheme, c.code) in (select * from unnest($1::text[], $2::text[]))`,
    [refs.map((ref) => ref.scheme), refs.map((ref) => ref.code)],
  );
}

/** Categories by `scheme:code`; `null` for absent ones. */
export const categoryLoader = defineLoader(
  (context) =>
    new DataLoader<string, CategoryRecord | null>(async (keys) => {
      const rows = await findCategories(context.db, keys.map(refOf));
      const byKey = new Map(rows.map((row) => [keyOf(row), row]));
      return keys.map((key) => byKey.get(key) ?? null);
    }),
);

/** Categories by tag, such as those of a breadcrumb; `null` for absent ones. */
export const categoryByTagLoader = defineLoader(
  (context) =>
    new DataLoader<number, CategoryRecord | null>(async (tags) => {
      const rows = await sql<CategoryRecord>(
        context.db,
        `select ${CATEGORY_COLUMNS} from category c where c.tag = any($1::int[])`,
        [tags],
      );
      const byTag = new Map(rows.map((row) => [row.tag, row]));
      return tags.map((tag) => byTag.get(tag) ?? null);
    }),
);

/** The categories directly below one (`scheme:code`), by code. */
export const childCategoriesLoader = defineLoader(
  (context) =>
    new DataLoader<string, CategoryRecord[]>(async (keys) => {
      const refs = keys.map(refOf);
      const rows = await sql<CategoryRecord>(
        context.db,
        `select ${CATEGORY_COLUMNS} from category c
          where (c.scheme, c.parent_code) in (select * from unnest($1::text[], $2::text[])) order by c.ordinal`,
        [refs.map((ref) => ref.scheme), refs.map((ref) => ref.code)],
      );
      const byParent = new Map<string, CategoryRecord[]>(keys.map((key) => [key, []]));
      for (const row of rows) byParent.get(`${row.scheme}:${row.parentCode}`)?.push(row);
      return keys.map((key) => byParent.get(key) ?? []);
    }),
);

/** A category's label by `language:scheme:code`; `null` where the scheme has none in that language. */
export const categoryLabelLoader = defineLoader(
  (context) =>
    new DataLoader<string, string | null>(async (keys) => {
      const wanted = keys.map((key) => {
        const colon = key.indexOf(':');
        return { language: key.slice(0, colon), ...refOf(key.slice(colon + 1)) };
      });
      const rows = await sql<{ language: string; scheme: string; code: string; label: string }>(
        context.db,
        `select l.language, l.scheme, l.code, l.label from category_label l
          where (l.scheme, l.language, l.code) in (select * from unnest($1::text[], $2::text[], $3::text[]))`,
        [
          wanted.map(({ scheme }) => scheme),
          wanted.map(({ language }) => language),
          wanted.map(({ code }) => code),
        ],
      );
      const labels = new Map(rows.map((row) => [`${row.language}:${keyOf(row)}`, row.label]));
      return keys.map((key) => labels.get(key) ?? null);
    }),
);
