import type { Readable } from 'node:stream';
import type { DataSource } from 'typeorm';
import { inTransaction } from '../../../platform/db/in-transaction.ts';
import { sql, type Tx } from '../../../platform/db/sql.ts';
import { mergeTree } from '../category-merge.rules.ts';
import { DEFAULT_LANGUAGE } from '../category.rules.ts';
import { lockCategories, saveCategories, saveLabels } from '../category.writes.ts';
import { type CategoryRow, categoryRowReader } from '../import/category-rows.ts';
import { type ImportReport, RefusedRows } from '../import/import-report.ts';
import { openCsv } from '../import/read-csv.ts';

/**
 * Takes over coded trees from a CSV file (`scheme, code, parent_code, label_en`; see `categoryRowReader`), each
 * scheme in one transaction. Categories are added and changed, never removed; tags once given stay. A parent may
 * be in the file or in the catalog already. Throws `UnusableFileError`.
 */
export async function importCategories(
  db: DataSource,
  source: Readable,
  options: { readonly scheme?: string | undefined } = {},
): Promise<ImportReport> {
  const refused = new RefusedRows();
  const schemes = await readRows(source, options.scheme ?? null, refused);
  const total = { created: 0, updated: 0, unchanged: 0 };
  for (const [scheme, rows] of schemes) {
    const done = await inTransaction(db, (tx) => saveScheme(tx, scheme, rows));
    total.created += done.created;
    total.updated += done.updated;
    total.unchanged += done.unchanged;
    for (const { line, message } of done.refused) refused.add(line, message);
  }
  return { ...total, refused: refused.count, problems: refused.problems };
}

/** The file's categories by scheme and code. */
async function readRows(
  source: Readable,
  scheme: string | null,
  refused: RefusedRows,
): Promise<Map<string, Map<string, CategoryRow>>> {
  const { header, batches } = await openCsv(source, refused);
  const read = categoryRowReader(header, scheme);
  const schemes = new Map<string, Map<string, CategoryRow>>();
  const take = (row: CategoryRow) => {
    const categories = schemes.get(row.scheme) ?? new Map<string, CategoryRow>();
    schemes.set(row.scheme, categories);
    const earlier = categories.get(row.code);
    if (earlier) refused.add(row.line, `${row.scheme} ${row.code} is on line ${earlier.line} already.`);
    else categories.set(row.code, row);
  };
  for await (const rows of batches) {
    for (const raw of rows) {
      const row = read(raw);
      if (typeof row === 'string') refused.add(raw.line, row);
      else take(row);
    }
  }
  return schemes;
}

interface KnownCategory {
  readonly code: string;
  readonly parentCode: string | null;
  readonly label: string;
}

async function saveScheme(tx: Tx, scheme: string, rows: ReadonlyMap<string, CategoryRow>) {
  await lockCategories(tx);
  const known = await sql<KnownCategory>(
    tx,
    `select code, parent_code as "parentCode", label from category where scheme = $1`,
    [scheme],
  );
  const before = new Map(known.map((category) => [category.code, category]));
  const { places, refused } = mergeTree(known, [...rows.values()]);
  const taken = new Map([...rows].filter(([code]) => !refused.has(code)));
  await saveCategories(
    tx,
    scheme,
    places.map((place) => ({ ...place, label: labelOf(taken.get(place.code), before.get(place.code)) })),
  );
  const relabelled = await saveAllLabels(tx, scheme, [...taken.values()]);
  const created = [...taken.keys()].filter((code) => !before.has(code)).length;
  const updated = [...taken.values()].filter(({ code, parentCode }) => {
    const was = before.get(code);
    return was && (was.parentCode !== parentCode || relabelled.has(code));
  }).length;
  return {
    created,
    updated,
    unchanged: taken.size - created - updated,
    refused: [...refused].map(([code, message]) => ({ line: rows.get(code)?.line ?? 0, message })),
  };
}

/** The label that stands for a category in every language it has no other in: English, else the one that came first. */
function labelOf(row: CategoryRow | undefined, known: KnownCategory | undefined): string {
  const [first = ''] = row?.labels.values() ?? [];
  return row?.labels.get(DEFAULT_LANGUAGE) ?? known?.label ?? first;
}

/** Returns the codes that got another label in some language. */
async function saveAllLabels(
  tx: Tx,
  scheme: string,
  rows: readonly CategoryRow[],
): Promise<ReadonlySet<string>> {
  const changed = new Set<string>();
  const languages = new Set(rows.flatMap(({ labels }) => [...labels.keys()]));
  for (const language of languages) {
    const labels = rows.flatMap(({ code, labels: all }) => {
      const label = all.get(language);
      return label === undefined ? [] : [{ code, label }];
    });
    for (const code of await saveLabels(tx, scheme, language, labels)) changed.add(code);
  }
  return changed;
}
