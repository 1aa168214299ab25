import { type Db, sql } from '../../platform/db/sql.ts';
import { splitWords } from '../suppliers/index.ts';
import type { RequestWord } from './engine/telling-words.ts';

/**
 * The words of a request, split exactly as those of suppliers are (`supplier_match.search`), with how many
 * suppliers use each: as the database's own statistics list the common ones.
 */
export async function findRequestWords(db: Db, title: string, text: string): Promise<RequestWord[]> {
  const titleWords = splitWords(title);
  const counts = new Map<string, number>();
  for (const word of [...titleWords, ...splitWords(text)]) counts.set(word, (counts.get(word) ?? 0) + 1);
  const inTitle = new Set(titleWords);
  const frequencies = await findFrequencies(db, [...counts.keys()]);
  return [...counts].map(([word, count]) => ({
    word,
    count,
    inTitle: inTitle.has(word),
    frequency: frequencies.get(word) ?? null,
  }));
}

/** Which share of suppliers uses each of these words; too rare ones are absent. */
async function findFrequencies(db: Db, words: readonly string[]): Promise<Map<string, number>> {
  const rows = await sql<{ word: string; frequency: number }>(
    db,
    `select common.word, common.frequency::float8 as frequency
       from pg_stats s, unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) as common (word, frequency)
      where s.schemaname = current_schema() and s.tablename = 'supplier_match' and s.attname = 'search'
        and common.word = any($1::text[])`,
    [words],
  );
  return new Map(rows.map(({ word, frequency }) => [word, frequency]));
}
