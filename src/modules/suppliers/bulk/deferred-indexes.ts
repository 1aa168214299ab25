import type { DataSource } from 'typeorm';
import { sql } from '../../../platform/db/sql.ts';
import { sqlStateOf } from '../../../platform/db/sql-errors.ts';

const INSUFFICIENT_PRIVILEGE = '42501';
/** Kilobytes; what one import brings, about. */
const PENDING_LIMIT_KB = 65_536;

/**
 * Runs a load into tables that are in use with GIN indexes taking new entries on a list first, which is sorted in
 * at the end: twice as fast, at the price of slower searches meanwhile. A run that is killed leaves the lists on;
 * the next one, or autovacuum, sorts them in. Where the role does not own the indexes they are left as they are.
 */
export async function withDeferredIndexes<T>(
  db: DataSource,
  indexes: readonly string[],
  load: () => Promise<T>,
): Promise<T> {
  try {
    for (const index of indexes)
      await sql(
        db,
        `alter index ${index} set (fastupdate = on, gin_pending_list_limit = ${PENDING_LIMIT_KB})`,
      );
  } catch (error) {
    if (sqlStateOf(error) !== INSUFFICIENT_PRIVILEGE) throw error;
    return load();
  }
  const result = await load().catch(async (error: unknown) => {
    // The load's own failure is the one to tell, also when the database has gone away.
    await sortIn(db, indexes).catch(() => {});
    throw error;
  });
  await sortIn(db, indexes);
  return result;
}

async function sortIn(db: DataSource, indexes: readonly string[]): Promise<void> {
  await Promise.all(
    indexes.map(async (index) => {
      await sql(db, `alter index ${index} set (fastupdate = off)`);
      await sql(db, `alter index ${index} reset (gin_pending_list_limit)`);
      await sql(db, 'select gin_clean_pending_list($1)', [index]);
    }),
  );
}
