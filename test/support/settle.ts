import type { DataSource } from 'typeorm';
import { sql } from '../../src/platform/db/sql.ts';
import type { AnyJob } from '../../src/platform/queue/define-job.ts';
import { waitUntil } from './wait-until.ts';

/** Waits until each fact in the outbox was dispatched and every job that listens for it has completed in PostgreSQL. */
export async function settle(db: DataSource, jobs: readonly AnyJob[]): Promise<void> {
  const expected = jobs
    .filter((job) => !job.hint)
    .flatMap((job) => job.on.map((event) => ({ event: event.name, job: job.name })));
  await waitUntil('all facts to be worked off', async () => {
    const [dead] = await sql<{ job: string; reason: string }>(
      db,
      'select job, reason from dead_letter limit 1',
    );
    if (dead) throw new Error(`${dead.job} failed for good: ${dead.reason}`);
    const open = await sql<{ what: string }>(
      db,
      `select o.name || ' → ' || coalesce(e.job, 'relay') as what
         from outbox o left join jsonb_to_recordset($1::jsonb) as e(event text, job text) on e.event = o.name
        where o.dispatched_at is null
           or (e.job is not null and not exists (
                 select from outbox_completion c where c.rfq_id = o.rfq_id and c.outbox_id = o.id and c.job = e.job))
        limit 5`,
      [JSON.stringify(expected)],
    );
    return open.length === 0 ? true : open.map((row) => row.what).join(', ');
  });
}
