import type { DataSource } from 'typeorm';
import { sql } from '../db/sql.ts';
import type { AnyJob } from '../queue/define-job.ts';
import { type Dispatch, jobIdOf, type Queues } from '../queue/queues.ts';
import type { Announcer } from '../pubsub/pubsub.ts';

const BATCH = 200;
const LEASE_SECONDS = 5;

interface ClaimedRow {
  readonly rfqId: string;
  readonly id: string;
  readonly seq: string;
  readonly name: string;
  readonly payload: unknown;
}

/**
 * Hands undispatched facts to their jobs: claimed by a lease, enqueued under deterministic ids, marked only
 * afterwards. Safe in any number of copies; a copy that dies leaves its lease to run out. Never a cursor
 * over ids: rows commit out of order. Returns how many facts were handed over.
 */
export async function relayOnce(
  db: DataSource,
  jobs: readonly AnyJob[],
  queues: Queues,
  announce: Announcer,
): Promise<number> {
  const rows = await sql<ClaimedRow>(
    db,
    `update outbox set lease_until = now() + make_interval(secs => $2), attempts = attempts + 1
      where (rfq_id, id) in (
              select rfq_id, id from outbox
               where dispatched_at is null and (lease_until is null or lease_until < now())
               order by created_at limit $1)
        and dispatched_at is null and (lease_until is null or lease_until < now())
      returning rfq_id as "rfqId", id, seq, name, payload`,
    [BATCH, LEASE_SECONDS],
  );
  if (rows.length === 0) return 0;
  await queues.addBulk(rows.flatMap((row) => dispatchesOf(row, jobs))).catch(async (error: unknown) => {
    await release(db, rows);
    throw error;
  });
  const silent = rows.filter((row) => !jobs.some((job) => !job.hint && listens(job, row.name)));
  await sql(
    db,
    `update outbox set dispatched_at = now(),
            settled_at = case when id = any($3::uuid[]) then now() end
      where (rfq_id, id) in (select * from unnest($1::uuid[], $2::uuid[]))`,
    [rows.map((row) => row.rfqId), rows.map((row) => row.id), silent.map((row) => row.id)],
  );
  for (const row of rows) await announce({ aggregateId: row.rfqId, seq: row.seq, name: row.name });
  return rows.length;
}

/** Gives up the lease, so that the next turn, of whichever copy, tries again at once. */
async function release(db: DataSource, rows: readonly ClaimedRow[]): Promise<void> {
  await sql(
    db,
    `update outbox set lease_until = null
      where (rfq_id, id) in (select * from unnest($1::uuid[], $2::uuid[])) and dispatched_at is null`,
    [rows.map((row) => row.rfqId), rows.map((row) => row.id)],
  );
}

const listens = (job: AnyJob, eventName: string): boolean => job.on.some((event) => event.name === eventName);

/** One queued job per listener of the fact. */
export function dispatchesOf(row: Omit<ClaimedRow, 'seq'>, jobs: readonly AnyJob[]): Dispatch[] {
  return jobs
    .filter((job) => listens(job, row.name))
    .map((job) => ({
      queue: job.queue,
      job: job.name,
      id: jobIdOf(row.id, job.name),
      rfqId: row.rfqId,
      outboxId: row.id,
      runAt: job.runAt?.(row.payload) ?? null,
    }));
}
