import { sql, type Tx } from '../../../platform/db/sql.ts';

interface Definition {
  readonly drop: string;
  readonly create: string;
}

/**
 * Runs a load into tables that nobody uses yet with their secondary indexes and foreign keys taken away, and puts
 * those back afterwards, exactly as they were: several times faster than keeping them up row by row. All in the
 * caller's transaction, so a failure leaves everything as it was; the tables are locked against readers meanwhile.
 */
export async function withoutIndexes<T>(
  tx: Tx,
  tables: readonly string[],
  load: () => Promise<T>,
): Promise<T> {
  const definitions = await sql<Definition>(
    tx,
    `select format('drop index %s', i.indexrelid::regclass) as drop, pg_get_indexdef(i.indexrelid) as create
       from pg_index i where i.indrelid = any($1::regclass[]) and not i.indisprimary
        and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
     union all
     select format('alter table %s drop constraint %I', c.conrelid::regclass, c.conname),
            format('alter table %s add constraint %I %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid))
       from pg_constraint c where c.conrelid = any($1::regclass[]) and (
            c.contype = 'f' or (c.contype = 'p' and not exists (select from pg_constraint r where r.confrelid = c.conrelid)))
      order by 1 desc`,
    [tables],
  );
  for (const { drop } of definitions) await sql(tx, drop);
  const result = await load();
  for (const { create } of definitions) await sql(tx, create);
  return result;
}
