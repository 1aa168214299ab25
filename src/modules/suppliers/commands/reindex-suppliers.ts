import type { DataSource } from 'typeorm';
import { inTransaction } from '../../../platform/db/in-transaction.ts';
import { sql, type Tx } from '../../../platform/db/sql.ts';
import { refreshMatchRows } from '../supplier-match.writes.ts';

const CHUNK = 5_000;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/**
 * Derives the match rows of all suppliers again, in chunks with a transaction each: needed when the catalog has
 * learnt codes that suppliers brought before, or words are split in a new way. Returns how many rows changed.
 */
export async function reindexSuppliers(db: DataSource): Promise<number> {
  let changed = 0;
  for (let after: string | undefined = BEFORE_ALL; after !== undefined;) {
    const from: string = after;
    const chunk = await inTransaction(db, async (tx) => {
      await sql(tx, 'set local statement_timeout = 0');
      const ids = await lockNext(tx, from);
      return { last: ids.at(-1), changed: await refreshMatchRows(tx, ids) };
    });
    changed += chunk.changed;
    after = chunk.last;
  }
  return changed;
}

/** The next suppliers, held against changes: a profile that changes meanwhile is not overtaken by its old words. */
async function lockNext(tx: Tx, after: string): Promise<string[]> {
  const rows = await sql<{ id: string }>(
    tx,
    `select id from supplier where id > $1 order by id limit ${CHUNK} for share`,
    [after],
  );
  return rows.map((row) => row.id);
}
