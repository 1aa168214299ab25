import type { DataSource } from 'typeorm';
import { sql } from '../db/sql.ts';

const BATCH = 5_000;

/**
 * Forgets keys that were used longer than `retentionDays` ago, but never those that made something; returns how
 * many. Safe to repeat, to stop anywhere, and in any number of copies.
 */
export async function purgeIdempotency(
  db: DataSource,
  retentionDays: number,
  signal?: AbortSignal,
): Promise<number> {
  for (let purged = 0; ;) {
    const gone = await sql(
      db,
      `delete from idempotency
        where (rfq_id, actor_id, key) in (
          select rfq_id, actor_id, key from idempotency
           where not creation and created_at < now() - make_interval(days => $1)
           order by created_at limit $2)
       returning 1`,
      [retentionDays, BATCH],
    );
    purged += gone.length;
    if (gone.length < BATCH || signal?.aborted) return purged;
  }
}
