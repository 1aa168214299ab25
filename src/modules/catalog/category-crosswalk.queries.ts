import { type Db, sql } from '../../platform/db/sql.ts';
import type { CategoryRef } from './category.queries.ts';

/** That a category asked about corresponds to one of another scheme. */
export interface Correspondence {
  readonly from: CategoryRef;
  readonly to: CategoryRef;
}

/** What corresponds to these categories in other schemes, whichever side it was stated from; in a fixed order. */
export async function crosswalkOf(db: Db, refs: readonly CategoryRef[]): Promise<Correspondence[]> {
  if (refs.length === 0) return [];
  const rows = await sql<{ fromScheme: string; fromCode: string; toScheme: string; toCode: string }>(
    db,
    `with asked as (select * from unnest($1::text[], $2::text[]) as a (scheme, code))
     select x.from_scheme as "fromScheme", x.from_code as "fromCode", x.to_scheme as "toScheme", x.to_code as "toCode"
       from category_crosswalk x join asked on asked.scheme = x.from_scheme and asked.code = x.from_code
     union
     select x.to_scheme, x.to_code, x.from_scheme, x.from_code
       from category_crosswalk x join asked on asked.scheme = x.to_scheme and asked.code = x.to_code
     order by 1, 2, 3, 4`,
    [refs.map((ref) => ref.scheme), refs.map((ref) => ref.code)],
  );
  return rows.map(({ fromScheme, fromCode, toScheme, toCode }) => ({
    from: { scheme: fromScheme, code: fromCode },
    to: { scheme: toScheme, code: toCode },
  }));
}
