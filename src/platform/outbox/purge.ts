import type { DataSource } from 'typeorm';
import { sql, sqlOne } from '../db/sql.ts';

const PAGE = 1_000;
/** Facts of one aggregate that one statement deletes at most. */
const BATCH = 2_000;

export interface PurgeOptions {
  /** Facts that were settled longer ago may go (days). */
  readonly retentionDays: number;
  /** Those of the given aggregates whose history is still needed, however old. */
  readonly keep: (db: DataSource, aggregateIds: readonly string[]) => Promise<readonly string[]>;
  /** Ends the work early, between two statements. */
  readonly signal?: AbortSignal;
}

interface SettledRow {
  readonly rfqId: string;
  readonly id: string;
  readonly settledAt: Date;
}

/**
 * Deletes old settled facts and their completions; returns how many facts went. Of each aggregate they go from the
 * front: a fact stays while an earlier one has to, so that what is left of a history has no holes and subscribers
 * see where it begins. The numbering goes on. Safe to repeat, to stop anywhere, and in any number of copies.
 */
export async function purgeOutbox(db: DataSource, options: PurgeOptions): Promise<number> {
  const cutoff = await cutoffOf(db, options.retentionDays);
  const seen = new Set<string>();
  let after: Pick<SettledRow, 'settledAt' | 'rfqId' | 'id'> | null = null;
  let purged = 0;
  for (;;) {
    const page: SettledRow[] = await sql<SettledRow>(
      db,
      `select rfq_id as "rfqId", id, settled_at as "settledAt" from outbox
        where settled_at < $1 and ($2::timestamptz is null or (settled_at, rfq_id, id) > ($2, $3::uuid, $4::uuid))
        order by settled_at, rfq_id, id limit $5`,
      [cutoff, after?.settledAt ?? null, after?.rfqId ?? null, after?.id ?? null, PAGE],
    );
    const aggregates = [...new Set(page.map((row) => row.rfqId))].filter((id) => !seen.has(id));
    const kept = new Set(aggregates.length > 0 ? await options.keep(db, aggregates) : []);
    for (const id of aggregates) {
      seen.add(id);
      if (options.signal?.aborted) return purged;
      if (!kept.has(id)) purged += await purgeAggregate(db, id, cutoff);
    }
    after = page.at(-1) ?? null;
    if (page.length < PAGE) return purged;
  }
}

/** The moment before which facts must have settled, by the database's clock. */
async function cutoffOf(db: DataSource, days: number): Promise<Date> {
  const row = await sqlOne<{ at: Date }>(db, 'select now() - make_interval(days => $1) as at', [days]);
  if (!row) throw new Error('the database told no time');
  return row.at;
}

async function purgeAggregate(db: DataSource, rfqId: string, cutoff: Date): Promise<number> {
  for (let purged = 0; ;) {
    const row = await sqlOne<{ count: number }>(
      db,
      `with first_kept as (
         select o.seq from outbox o
          where o.rfq_id = $1
            and (o.settled_at is null or o.settled_at >= $2
                 or exists (select from dead_letter d where d.rfq_id = $1 and d.outbox_id = o.id))
          order by o.seq limit 1),
       old as (
         select id from outbox
          where rfq_id = $1 and seq < coalesce((select seq from first_kept), 9223372036854775807)
          order by seq limit $3),
       gone as (delete from outbox where rfq_id = $1 and id in (select id from old) returning id),
       completions as (
         delete from outbox_completion where rfq_id = $1 and outbox_id in (select id from old))
       select count(*)::int as count from gone`,
      [rfqId, cutoff, BATCH],
    );
    const count = row?.count ?? 0;
    purged += count;
    if (count < BATCH) return purged;
  }
}
