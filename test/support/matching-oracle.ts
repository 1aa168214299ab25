import type { DataSource } from 'typeorm';
import { sql } from '../../src/platform/db/sql.ts';

/** What the oracle needs of a request: plain columns, no tags. */
export interface OracleRequest {
  readonly partnerId: string;
  readonly country: string;
  readonly requiredCertifications: readonly string[];
  readonly categories: readonly { readonly scheme: string; readonly code: string }[];
  /** Words that were chosen, with their weights; how they are chosen is tested elsewhere. */
  readonly words: readonly { readonly word: string; readonly weight: number }[];
  readonly hasUncodedLine: boolean;
  /** In EUR; `null` when unknown. */
  readonly worthEur: string | null;
  readonly invite: readonly string[];
  readonly exclude: readonly string[];
}

/**
 * The matcher once more, written differently: joins over the tree's ranges and plain columns in place of tags,
 * words looked up in arrays in place of an index, one condition for each reason in place of code. Returns each
 * candidate with the reason that removes it, `null` for those that pass.
 */
export async function matchByOracle(
  db: DataSource,
  request: OracleRequest,
): Promise<Map<string, string | null>> {
  const rows = await sql<{ id: string; reason: string | null }>(db, ORACLE, [
    request.categories.map(({ scheme }) => scheme),
    request.categories.map(({ code }) => code),
    request.words.map(({ word }) => word),
    request.words.map(({ weight }) => weight),
    request.hasUncodedLine,
    request.partnerId,
    request.country,
    request.requiredCertifications,
    request.worthEur,
    request.invite,
    request.exclude,
  ]);
  return new Map(rows.map((row) => [row.id, row.reason]));
}

const ORACLE = `
with asked as (
  select c.* from unnest($1::text[], $2::text[]) as a (scheme, code) join category c using (scheme, code)),
-- The asked categories, what is stated to be the same, and what is stated of a wider one ("whole" must be served).
node as (
  select scheme, ordinal, last_ordinal, false as whole from asked
  union
  select o.scheme, o.ordinal, o.last_ordinal, up.ordinal < asked.ordinal or up.last_ordinal > asked.last_ordinal
    from asked
    join category up on up.scheme = asked.scheme and up.ordinal <= asked.ordinal and up.last_ordinal >= asked.last_ordinal
    join (select from_scheme as s, from_code as c, to_scheme as ts, to_code as tc from category_crosswalk
          union select to_scheme, to_code, from_scheme, from_code from category_crosswalk) x
      on x.s = up.scheme and x.c = up.code
    join category o on o.scheme = x.ts and o.code = x.tc),
by_category as (
  select distinct sc.supplier_id as id
    from supplier_category sc join category c on c.scheme = sc.scheme and c.code = sc.code
    join node on node.scheme = c.scheme
     and ((c.ordinal <= node.ordinal and c.last_ordinal >= node.last_ordinal)
          or (not node.whole and c.ordinal >= node.ordinal and c.last_ordinal <= node.last_ordinal))),
coded as (
  select distinct sc.supplier_id as id from supplier_category sc join category c using (scheme, code)),
by_text as (
  select m.supplier_id as id
    from (select supplier_id, tsvector_to_array(search) as used from supplier_match offset 0) m
    cross join lateral (
      select coalesce(sum(w.weight), 0) as weight from unnest($3::text[], $4::int[]) as w (word, weight)
       where w.word = any (m.used)) t
   where t.weight >= 5000 and ($5 or m.supplier_id not in (select id from coded))
   order by t.weight desc, m.supplier_id limit 2000),
candidate as (
  select id from by_category union select id from by_text union select unnest($10::uuid[]))
select s.id, case
  when s.state <> 'ACTIVE' then 'NOT_ACTIVE'
  when s.opted_out then 'OPTED_OUT'
  when exists (select from supplier_overlay o where o.supplier_id = s.id and o.partner_id = $6 and o.standing = 'BLOCKED')
    then 'BLOCKED_BY_PARTNER'
  when s.id = any ($11::uuid[]) then 'EXCLUDED_BY_BUYER'
  when s.id = any ($10::uuid[]) then null
  when s.ships_to is not null and not $7 = any (s.ships_to) then 'DOES_NOT_SHIP'
  when exists (select from unnest($8::text[]) as needed where needed <> all (s.certifications)) then 'MISSING_CERTIFICATION'
  when s.minimum_order_amount / coalesce(f.rate, case s.minimum_order_currency when 'EUR' then 1 end) > $9::numeric
    then 'BELOW_MINIMUM_ORDER'
  end as reason
  from candidate join supplier s using (id)
  left join fx_rate f on f.quote = s.minimum_order_currency and f.rate_date = current_date`;
