import { sql, type Tx } from '../../platform/db/sql.ts';
import { ALL_UNITS } from './units/all-units.ts';

/** Brings the table of units up to the one in the code; units that it does not know stay. */
export async function saveUnits(tx: Tx): Promise<void> {
  await sql(
    tx,
    `insert into unit as u (code, name, symbol, dimension, factor)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::numeric[])
     on conflict (code) do update
       set name = excluded.name, symbol = excluded.symbol, dimension = excluded.dimension, factor = excluded.factor
     where (u.name, u.symbol, u.dimension, u.factor)
           is distinct from (excluded.name, excluded.symbol, excluded.dimension, excluded.factor)`,
    [
      ALL_UNITS.map((unit) => unit.code),
      ALL_UNITS.map((unit) => unit.name),
      ALL_UNITS.map((unit) => unit.symbol),
      ALL_UNITS.map((unit) => unit.dimension),
      ALL_UNITS.map((unit) => unit.factor),
    ],
  );
}
