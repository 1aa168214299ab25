import DataLoader from 'dataloader';
import { type Db, sql } from '../../platform/db/sql.ts';
import { defineLoader } from '../../platform/graphql/context.ts';

export interface UnitRecord {
  readonly code: string;
  readonly name: string;
  readonly symbol: string | null;
  /** `MASS`, `COUNT` …; the code itself where nothing converts into the unit. */
  readonly dimension: string;
  /** Of the dimension's base unit; at most 12 decimals, which is what `Fixed` carries. */
  readonly factor: string;
}

const UNIT_COLUMNS = `u.code, u.name, u.symbol, u.dimension, trim_scale(round(u.factor, 12))::text as factor`;

/** The units that exist among these, by code. */
export async function findUnits(db: Db, codes: readonly string[]): Promise<Map<string, UnitRecord>> {
  if (codes.length === 0) return new Map();
  const rows = await sql<UnitRecord>(
    db,
    `select ${UNIT_COLUMNS} from unit u where u.code = any($1::text[])`,
    [codes],
  );
  return new Map(rows.map((row) => [row.code, row]));
}

/** Units by code; `null` for absent ones. */
export const unitLoader = defineLoader(
  (context) =>
    new DataLoader<string, UnitRecord | null>(async (codes) => {
      const units = await findUnits(context.db, codes);
      return codes.map((code) => units.get(code) ?? null);
    }),
);

export interface UnitFilter {
  /** Part of a code, name or symbol; the exact code comes first. */
  readonly search: string | null;
  readonly dimension: string | null;
}

/** The units that a filter lets through: an exact code or symbol first, then by name. There are under a thousand. */
export function searchUnits(db: Db, { search, dimension }: UnitFilter): Promise<UnitRecord[]> {
  return sql<UnitRecord>(
    db,
    `select ${UNIT_COLUMNS} from unit u
      where ($1::text is null or starts_with(u.code, upper($1)) or strpos(lower(u.name), lower($1)) > 0 or u.symbol = $1)
        and ($2::text is null or u.dimension = $2)
      order by (u.code = upper($1) or u.symbol = $1) is true desc, u.name, u.code`,
    [search, dimension],
  );
}
