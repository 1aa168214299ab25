import { type Db, sql } from '../../../platform/db/sql.ts';

/**
 * Renews what PostgreSQL knows of the pool, after a load that has changed it much: plans and the weights of words
 * rest on it. Not every column of `supplier`: the statistics of long texts and lists take seconds, and serve nobody.
 */
export async function analyzePool(db: Db): Promise<void> {
  await sql(db, 'analyze supplier (id, source_ref, name, country, state), supplier_category, supplier_match');
}
