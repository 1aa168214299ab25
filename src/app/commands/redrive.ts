import { defineCommand } from 'citty';
import { sql } from '../../platform/db/sql.ts';
import { withDatabase } from '../with-database.ts';

export const redriveCommand = defineCommand({
  meta: {
    name: 'redrive',
    description: 'Lists jobs that failed for good; with --all or --job lets them run again.',
  },
  args: {
    all: { type: 'boolean', description: 'Every one of them.' },
    job: { type: 'string', description: 'Only those of this job.' },
  },
  run: ({ args }) =>
    withDatabase(async ({ db }) => {
      if (!args.all && args.job === undefined) {
        const rows = await sql(
          db,
          'select job, rfq_id, outbox_id, reason, failed_at from dead_letter order by failed_at desc limit 1000',
        );
        if (rows.length === 0) console.log('No job has failed for good.');
        else console.table(rows);
        return;
      }
      // The sweeper finds them at its next turn: unsettled, and nobody's dead letter any more.
      const rows = await sql(
        db,
        `with freed as (delete from dead_letter where $1::text is null or job = $1 returning rfq_id, outbox_id)
         update outbox o set settled_at = null from freed f where o.rfq_id = f.rfq_id and o.id = f.outbox_id returning o.id`,
        [args.job ?? null],
      );
      console.log(`${rows.length} jobs will run again.`);
    }),
});
