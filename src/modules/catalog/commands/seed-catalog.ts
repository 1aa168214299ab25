import type { DataSource } from 'typeorm';
import { inTransaction } from '../../../platform/db/in-transaction.ts';
import { sqlOne, type Tx } from '../../../platform/db/sql.ts';
import { lockCategories, saveCategories } from '../category.writes.ts';
import { layOutTree } from '../category-tree.rules.ts';
import { copyRows } from '../copy-rows.ts';
import { type CpvCode, readCpv } from '../cpv.ts';
import { searchVectors } from '../label-words.ts';
import { saveUnits } from '../unit.writes.ts';

const SCHEME = 'CPV';

/** Told of labels kept so far, and of how many there are. */
export type SeedProgress = (done: number, total: number) => void;

/**
 * Fills the catalog with what every installation shares: the units of measure and, once, the Common
 * Procurement Vocabulary in its languages. Safe to call at every start and by several processes at once.
 */
export async function seedCatalog(db: DataSource, onProgress?: SeedProgress): Promise<void> {
  await inTransaction(db, async (tx) => {
    // A twin waits here until the first of them is done.
    await tx.query('set local lock_timeout = 0; set local statement_timeout = 0');
    await saveUnits(tx);
    if (await hasCpv(tx)) return;
    await lockCategories(tx);
    if (await hasCpv(tx)) return;
    await saveCpv(tx, await readCpv(), onProgress);
  });
}

/** All labels arrive in one transaction, so one in a language that nothing else brings stands for them all. */
async function hasCpv(tx: Tx): Promise<boolean> {
  const row = await sqlOne(tx, `select 1 from category_label where scheme = $1 and language = 'bg' limit 1`, [
    SCHEME,
  ]);
  return row !== null;
}

async function saveCpv(tx: Tx, codes: readonly CpvCode[], onProgress?: SeedProgress): Promise<void> {
  const english = new Map(codes.map(({ code, labels }) => [code, labels.get('en') ?? code]));
  const { places } = layOutTree(codes);
  await saveCategories(
    tx,
    SCHEME,
    places.map((place) => ({ ...place, label: english.get(place.code) ?? place.code })),
  );
  await tx.query('delete from category_label where scheme = $1', [SCHEME]);
  await copyRows(
    tx,
    'category_label',
    ['scheme', 'language', 'code', 'label', 'words'],
    labelRows(codes, onProgress),
  );
  // Searches are to be fast from the first one on, not once the autovacuum has come round.
  await tx.query(`select gin_clean_pending_list('category_label_words_idx')`);
  await tx.query('analyze category, category_label');
}

/** Language by language, so that the labels of one lie side by side in the table. */
function* labelRows(codes: readonly CpvCode[], onProgress?: SeedProgress): Generator<string[]> {
  const languages = [...new Set(codes.flatMap(({ labels }) => [...labels.keys()]))];
  const total = codes.reduce((sum, { labels }) => sum + labels.size, 0);
  let done = 0;
  for (const language of languages) {
    const labelled = codes.flatMap(({ code, labels }) => {
      const label = labels.get(language);
      return label === undefined ? [] : [{ code, label }];
    });
    const words = searchVectors(labelled.map(({ label }) => label));
    for (const [index, { code, label }] of labelled.entries())
      yield [SCHEME, language, code, label, words[index] ?? ''];
    done += labelled.length;
    onProgress?.(done, total);
  }
}
