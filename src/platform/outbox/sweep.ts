import type { DataSource } from 'typeorm';
import { sql } from '../db/sql.ts';
import type { AnyJob } from '../queue/define-job.ts';
import type { Queues } from '../queue/queues.ts';
import { dispatchesOf } from './relay.ts';

const BATCH = 500;

interface UnsettledRow {
  readonly rfqId: string;
  readonly id: string;
  readonly name: string;
  readonly payload: unknown;
  readonly done: string[];
}

/**
 * Looks for facts that were dispatched more than `afterMs` ago and whose jobs are not all completed in
 * PostgreSQL: dispatches the missing ones again (Redis may have lost them), settles the rest. Dead letters
 * wait for an operator. Returns how many jobs were dispatched again.
 */
export async function sweepOutbox(
  db: DataSource,
  jobs: readonly AnyJob[],
  queues: Queues,
  afterMs: number,
): Promise<number> {
  const rows = await sql<UnsettledRow>(
    db,
    `select o.rfq_id as "rfqId", o.id, o.name, o.payload,
            array(select c.job from outbox_completion c where c.rfq_id = o.rfq_id and c.outbox_id = o.id
                  union all
                  select d.job from dead_letter d where d.rfq_id = o.rfq_id and d.outbox_id = o.id) as done
       from outbox o
      where o.settled_at is null and o.dispatched_at < now() - make_interval(secs => $1 / 1000.0)
      order by o.dispatched_at limit $2`,
    [afterMs, BATCH],
  );
  const missing = rows.map((row) => {
    const done = new Set(row.done);
    return dispatchesOf(
      row,
      jobs.filter((job) => !job.hint && !done.has(job.name)),
    );
  });
  await queues.replace(missing.flat());
  const ids = (settled: boolean) => rows.filter((_row, index) => (missing[index]?.length === 0) === settled);
  for (const settled of [true, false]) {
    const some = ids(settled);
    if (some.length === 0) continue;
    await sql(
      db,
      `update outbox set ${settled ? 'settled_at' : 'dispatched_at'} = now()
        where (rfq_id, id) in (select * from unnest($1::uuid[], $2::uuid[])) and settled_at is null`,
      [some.map((row) => row.rfqId), some.map((row) => row.id)],
    );
  }
  return missing.flat().length;
}
