import type { DataSource } from 'typeorm';
import { inTransaction } from '../../../platform/db/in-transaction.ts';
import { sql } from '../../../platform/db/sql.ts';
import { demoBuyers, demoPartners } from '../demo-organisations.ts';

/** Puts the demonstration's partners and buyers in place. What is there already stays as it is. */
export async function seedIdentity(db: DataSource): Promise<void> {
  await inTransaction(db, async (tx) => {
    await sql(
      tx,
      `insert into partner (id, slug, name, cost_of_capital)
       select * from unnest($1::uuid[], $2::text[], $3::text[], $4::numeric[]) on conflict (id) do nothing`,
      columnsOf(demoPartners, ['id', 'slug', 'name', 'costOfCapital']),
    );
    await sql(
      tx,
      `insert into buyer (id, partner_id, name, country)
       select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) on conflict (id) do nothing`,
      columnsOf(demoBuyers, ['id', 'partnerId', 'name', 'country']),
    );
  });
}

/** Rows turned into one array per column, as `unnest` takes them. */
const columnsOf = <Row extends object>(rows: readonly Row[], names: readonly (keyof Row)[]): unknown[][] =>
  names.map((name) => rows.map((row) => row[name]));
