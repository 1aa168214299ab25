import { defineCommand } from 'citty';
import { migrate } from '../database.ts';
import { withDatabase } from '../with-database.ts';

export const migrateCommand = defineCommand({
  meta: {
    name: 'migrate',
    description: 'Brings the database schema up to date; safe to run from many places at once.',
  },
  run: () =>
    withDatabase(async ({ db }) => {
      const done = await migrate(db);
      console.log(
        done.length === 0
          ? 'The schema is up to date.'
          : `Applied:\n${done.map((name) => `  ${name}`).join('\n')}`,
      );
    }),
});
