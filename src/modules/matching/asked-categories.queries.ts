import { type Db, sql } from '../../platform/db/sql.ts';
import { type CategoryRecord, type CategoryRef, crosswalkOf, findCategories } from '../catalog/index.ts';
import type { RfqLineRecord } from '../rfqs/index.ts';
import type { AskedCategory } from './match-topics.rules.ts';

/**
 * The category that each line asks for, with what corresponds to it, or to one above it, in other
 * classifications; `null` for a line that names none, or one that the catalog does not know.
 */
export async function findAskedCategories(
  db: Db,
  lines: readonly RfqLineRecord[],
): Promise<(AskedCategory | null)[]> {
  const refs = new Map(lines.flatMap(refOf).map((ref) => [keyOf(ref), ref]));
  const categories = await findCategories(db, [...refs.values()]);
  const byTag = await findRefs(db, categories);
  const alike = await findAlike(db, [...byTag.values()]);
  const asked = new Map<string, AskedCategory>();
  for (const category of categories) {
    const path = [category.tag, ...category.ancestorTags];
    const correspondences = path.flatMap((tag, steps) => {
      const ref = byTag.get(tag);
      return (ref ? (alike.get(keyOf(ref)) ?? []) : []).map((to) => ({ category: to, steps }));
    });
    asked.set(keyOf(category), { ...category, alike: correspondences });
  }
  return lines.map((line) => {
    const [ref] = refOf(line);
    return (ref && asked.get(keyOf(ref))) ?? null;
  });
}

const refOf = ({ scheme, code }: RfqLineRecord): CategoryRef[] =>
  scheme === null || code === null ? [] : [{ scheme, code }];

const keyOf = ({ scheme, code }: CategoryRef): string => `${scheme}:${code}`;

/** The categories and all above them, by tag. */
async function findRefs(db: Db, categories: readonly CategoryRecord[]): Promise<Map<number, CategoryRef>> {
  const tags = categories.flatMap((category) => [category.tag, ...category.ancestorTags]);
  const rows = await sql<CategoryRef & { tag: number }>(
    db,
    `select tag, scheme, code from category where tag = any($1::int[])`,
    [[...new Set(tags)]],
  );
  return new Map(rows.map((row) => [row.tag, row]));
}

async function findAlike(db: Db, refs: readonly CategoryRef[]): Promise<Map<string, CategoryRecord[]>> {
  const correspondences = await crosswalkOf(db, refs);
  const found = await findCategories(
    db,
    correspondences.map(({ to }) => to),
  );
  const byKey = new Map(found.map((category) => [keyOf(category), category]));
  const alike = new Map<string, CategoryRecord[]>();
  for (const { from, to } of correspondences) {
    const category = byKey.get(keyOf(to));
    if (category) alike.set(keyOf(from), [...(alike.get(keyOf(from)) ?? []), category]);
  }
  return alike;
}
