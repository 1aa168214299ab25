import { defineCommand } from 'citty';
import type { DataSource } from 'typeorm';
import { inTransaction } from '../../platform/db/in-transaction.ts';
import { sql, type Tx } from '../../platform/db/sql.ts';
import { distribution } from '../distribution.ts';
import { withDatabase } from '../with-database.ts';

interface ForeignKey {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

/**
 * Spreads the tables over the nodes of a Citus cluster as the manifest says, in one transaction: foreign
 * keys are lifted, tables distributed, foreign keys restored. Returns false, having done nothing, on a plain PostgreSQL.
 */
export async function distribute(db: DataSource): Promise<boolean> {
  const [citus] = await sql(db, `select 1 from pg_extension where extname = 'citus'`);
  if (!citus) return false;
  await inTransaction(db, async (tx) => {
    const keys = await sql<ForeignKey>(
      tx,
      `select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
         from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`,
    );
    for (const key of keys) await sql(tx, `alter table ${key.table} drop constraint ${key.name}`);
    for (const [table, how] of Object.entries(distribution)) await place(tx, table, how);
    for (const key of keys)
      await sql(tx, `alter table ${key.table} add constraint ${key.name} ${key.definition}`);
  });
  return true;
}

async function place(tx: Tx, table: string, how: (typeof distribution)[string]): Promise<void> {
  const [placed] = await sql(tx, 'select 1 from citus_tables where table_name = $1::regclass', [table]);
  if (placed) return;
  if (how.kind === 'reference') await sql(tx, 'select create_reference_table($1)', [table]);
  else await sql(tx, 'select create_distributed_table($1, $2)', [table, how.by]);
}

export const dbDistributeCommand = defineCommand({
  meta: {
    name: 'db:distribute',
    description: 'Spreads the tables over a Citus cluster; does nothing on a plain PostgreSQL.',
  },
  run: () =>
    withDatabase(async ({ db }) => {
      console.log(
        (await distribute(db))
          ? 'The tables are distributed.'
          : 'This PostgreSQL has no Citus; nothing to do.',
      );
    }),
});
