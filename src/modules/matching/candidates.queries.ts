import type { DataSource } from 'typeorm';
import { inTransaction } from '../../platform/db/in-transaction.ts';
import { sql, type Tx } from '../../platform/db/sql.ts';
import { serves } from '../suppliers/index.ts';
import type { Candidate } from './engine/candidate.ts';
import type { TellingWord } from './engine/telling-words.ts';

/** What the pool is searched by. */
export interface CandidateQuery {
  readonly partnerId: string;
  readonly country: string;
  readonly requiredCertifications: readonly string[];
  /** A supplier that carries one of these can serve a line. */
  readonly tags: readonly number[];
  readonly words: readonly TellingWord[];
  /** Whether words alone make a candidate of suppliers with known categories, too. */
  readonly textSuffices: boolean;
  /** Considered whatever they supply. */
  readonly invite: readonly string[];
  /** What the request is worth, in each currency that it can be told in; empty when unknown. */
  readonly worth: readonly { readonly currency: string; readonly amount: string }[];
}

/** Suppliers that words alone make candidates: at most so many, and only with words that tell this much (thousandths). */
const MAX_BY_TEXT = 2_000;
const MIN_WORD_WEIGHT = 5_000;

const FETCH = 5_000;

/**
 * Reads all candidates of a request from one snapshot of the pool and hands each to `visit`, once, in no order.
 * Through a cursor: only what `visit` keeps stays in memory, however many there are.
 */
export async function eachCandidate(
  db: DataSource,
  query: CandidateQuery,
  visit: (candidate: Candidate) => void,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    // A cached generic plan knows nothing of the tags; and all rows are wanted, not the first ones soon.
    await sql(tx, `set local plan_cache_mode = force_custom_plan`);
    await sql(tx, `set local cursor_tuple_fraction = 1`);
    await declareCursor(tx, query);
    for (;;) {
      const rows = await sql<CandidateRow>(tx, `fetch ${FETCH} from candidate`);
      for (const row of rows) visit(toCandidate(row));
      if (rows.length < FETCH) return;
    }
  });
}

type CandidateRow = Omit<Candidate, 'tags' | 'categories'> & { readonly tags: string };

/** Field by field: of a spread row V8 makes a dictionary, three times the size, and everyone may be very many. */
function toCandidate(row: CandidateRow): Candidate {
  const tags = parseTags(row.tags);
  return {
    supplierId: row.supplierId,
    active: row.active,
    optedOut: row.optedOut,
    standing: row.standing,
    shipsThere: row.shipsThere,
    holdsCertifications: row.holdsCertifications,
    reachesMinimumOrder: row.reachesMinimumOrder,
    country: row.country,
    rating: row.rating,
    tags,
    categories: tags.filter(isRegistration).length,
    wordWeight: row.wordWeight,
    words: row.words,
    invited: row.invited,
    quoted: row.quoted,
    declined: row.declined,
    unanswered: row.unanswered,
  };
}

/** Whether a tag stands for a category that the supplier is registered for; see `supplier-tags.ts`. */
const isRegistration = (tag: number): boolean => tag % 2 === serves(0);

/** `{1,2,3}` → numbers: the driver's parser for arrays of any kind goes character by character. */
const parseTags = (text: string): number[] => (text === '{}' ? [] : text.slice(1, -1).split(',').map(Number));

function declareCursor(tx: Tx, query: CandidateQuery): Promise<unknown[]> {
  return sql(tx, `declare candidate no scroll cursor for ${CANDIDATES}`, [
    query.words.map(({ word }) => word),
    query.words.map(({ weight }) => weight),
    query.words.map(({ word }) => lexemeQuery(word)),
    query.textSuffices,
    query.tags,
    query.invite,
    query.partnerId,
    query.country,
    query.requiredCertifications,
    query.worth.map(({ currency }) => currency),
    query.worth.map(({ amount }) => amount),
  ]);
}

/** A word as a `tsquery` that matches exactly this lexeme. */
const lexemeQuery = (word: string): string => `'${word.replaceAll(/['\\]/g, String.raw`\$&`)}'`;

// `hit`: whoever uses telling words. `pool`: who serves a category, or is known by words alone, or is named.
// The qualified operator is the one that the `array_ops` index answers, also where intarray brings its own.
const CANDIDATES = `
with hit as materialized (
  select m.supplier_id, sum(w.weight)::int as weight,
         array_to_string((array_agg(w.word order by w.weight desc, w.word))[1:3], ', ') as words
    from unnest($1::text[], $2::int[], $3::text[]) as w (word, weight, query)
    join supplier_match m on m.search @@ w.query::tsquery
   group by m.supplier_id),
by_text as (
  select m.supplier_id, m.tags from hit join supplier_match m using (supplier_id)
   where hit.weight >= ${MIN_WORD_WEIGHT} and ($4 or m.tags = '{}')
   order by hit.weight desc, hit.supplier_id limit ${MAX_BY_TEXT}),
pool as (
  select supplier_id, tags from supplier_match where tags operator(pg_catalog.&&) $5::int[]
  union select supplier_id, tags from by_text
  union select supplier_id, tags from supplier_match where supplier_id = any($6::uuid[]))
select s.id as "supplierId", s.state = 'ACTIVE' as active, s.opted_out as "optedOut", o.standing,
       $8 = any(s.ships_to) as "shipsThere",
       s.certifications @> $9::text[] as "holdsCertifications",
       s.minimum_order_amount is null or s.minimum_order_amount <= worth.amount as "reachesMinimumOrder",
       s.country, s.rating::float8 as rating, pool.tags::text as tags,
       coalesce(hit.weight, 0) as "wordWeight", coalesce(hit.words, '') as words,
       coalesce(t.invited, 0) as invited, coalesce(t.quoted, 0) as quoted,
       coalesce(t.declined, 0) as declined, coalesce(t.unanswered, 0) as unanswered
  from pool
  join supplier s on s.id = pool.supplier_id
  left join hit on hit.supplier_id = pool.supplier_id
  left join supplier_track t on t.supplier_id = pool.supplier_id
  left join supplier_overlay o on o.supplier_id = pool.supplier_id and o.partner_id = $7
  left join unnest($10::text[], $11::numeric[]) as worth (currency, amount)
         on worth.currency = s.minimum_order_currency`;
