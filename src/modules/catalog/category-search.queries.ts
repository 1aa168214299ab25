import type { DataSource } from 'typeorm';
import { keysetPage } from '../../platform/graphql/keyset-page.ts';
import type { Connection, ConnectionArgs } from '../../platform/graphql/relay.ts';
import { CATEGORY_COLUMNS, type CategoryRecord } from './category.queries.ts';
import { type Category, toCategory } from './category.type.ts';
import { labelQuery } from './label-words.ts';

/** One scheme, or all of them. */
type Scheme = string | null;

// A code that begins as typed counts before every label.
const HITS = `(
  select found.scheme, found.code, min(found.rank) as rank, min(found.word_count) as word_count from (
    select l.scheme, l.code, length(l.words) as word_count,
           case when l.words @@ $4::tsquery then 1 when l.words @@ $5::tsquery then 2 else 3 end as rank
      from category_label l
     where l.language = $1 and ($2::text is null or l.scheme = $2) and l.words @@ $3::tsquery
    union all
    select c.scheme, c.code, 0, 0 from category c
     where $6::text is not null and starts_with(c.code, $6) and ($2::text is null or c.scheme = $2)
  ) found group by found.scheme, found.code
) hit join category c on c.scheme = hit.scheme and c.code = hit.code`;

/**
 * Finds categories by words of their label in a language, or by how their code begins; best first: every word
 * as typed, then words that begin so, then nearly so; inside each, labels with the fewest other words.
 */
export function searchCategories(
  db: DataSource,
  wanted: { readonly search: string; readonly scheme: Scheme; readonly language: string },
  args: ConnectionArgs,
): Promise<Connection<Category>> {
  const query = labelQuery(wanted.search);
  return keysetPage<CategoryRecord, Category>(
    db,
    {
      name: 'categories:RELEVANCE',
      columns: CATEGORY_COLUMNS,
      from: HITS,
      where: 'true',
      parameters: [
        wanted.language,
        wanted.scheme,
        query?.stem ?? '',
        query?.whole ?? '',
        query?.prefix ?? '',
        query?.codePrefix ?? null,
      ],
      keys: [
        { column: 'hit.rank', type: 'int' },
        { column: 'hit.word_count', type: 'int' },
        { column: 'hit.scheme', type: 'text' },
        { column: 'hit.code', type: 'text' },
      ],
      descending: false,
    },
    args,
    toCategory,
  );
}

/** Lists categories depth-first, scheme by scheme; on request only one level, such as the divisions at the top. */
export function listCategories(
  db: DataSource,
  wanted: { readonly scheme: Scheme; readonly level: number | null },
  args: ConnectionArgs,
): Promise<Connection<Category>> {
  return keysetPage<CategoryRecord, Category>(
    db,
    {
      name: 'categories:TREE',
      columns: CATEGORY_COLUMNS,
      from: 'category c',
      where: '($1::text is null or c.scheme = $1) and ($2::int is null or c.level = $2)',
      parameters: [wanted.scheme, wanted.level],
      keys: [
        { column: 'c.scheme', type: 'text' },
        { column: 'c.ordinal', type: 'int' },
      ],
      descending: false,
    },
    args,
    toCategory,
  );
}
