import { type Db, sql } from '../../platform/db/sql.ts';
import type { RequestWord } from './engine/telling-words.ts';

/** A `tsvector` holds a megabyte; a request may hold more text. */
const MAX_TEXT_LENGTH = 60_000;

/**
 * The words of a request, split exactly as those of suppliers are (`supplier_match.search`), with how many
 * suppliers use each: as the database's own statistics list the common ones.
 */
export function findRequestWords(db: Db, title: string, text: string): Promise<RequestWord[]> {
  return sql<RequestWord>(
    db,
    `with word as (
       select lexeme, cardinality(positions) as count, 'A' = any(weights) as in_title
         from unnest(setweight(to_tsvector('simple', unaccent($1)), 'A') || to_tsvector('simple', unaccent($2)))),
     common as (
       select elem.lexeme, freq.frequency
         from pg_stats s,
              unnest(s.most_common_elems::text::text[]) with ordinality as elem (lexeme, n),
              unnest(s.most_common_elem_freqs) with ordinality as freq (frequency, n)
        where s.schemaname = current_schema() and s.tablename = 'supplier_match' and s.attname = 'search'
          and elem.n = freq.n)
     select lexeme as word, coalesce(count, 1) as count, coalesce(in_title, false) as "inTitle", frequency::float8
       from word left join common using (lexeme)`,
    [title, text.slice(0, MAX_TEXT_LENGTH)],
  );
}
