import { defineCommand } from 'citty';
import { seedCatalog, seedDemoRates } from '../../modules/catalog/index.ts';
import { seedIdentity } from '../../modules/identity/index.ts';
import { DEMO_POOL_SIZE, DEMO_SEED, seedSuppliers } from '../../modules/suppliers/index.ts';
import { StartupError } from '../embedded/startup-error.ts';
import { withDatabase } from '../with-database.ts';

export const seedCommand = defineCommand({
  meta: {
    name: 'seed',
    description:
      'Fills a migrated database with the shared vocabulary, demonstration rates and a made-up pool.',
  },
  args: {
    count: { type: 'string', default: String(DEMO_POOL_SIZE), description: 'How many made-up suppliers.' },
    seed: {
      type: 'string',
      default: String(DEMO_SEED),
      description: 'The same seed makes the same suppliers.',
    },
  },
  run: ({ args }) =>
    withDatabase(async ({ config, db }) => {
      if (config.NODE_ENV === 'production')
        throw new StartupError('Made-up data have no place in production.');
      const count = Number(args.count);
      const seed = Number(args.seed);
      if (!Number.isInteger(count) || count < 0 || !Number.isInteger(seed))
        throw new StartupError('--count and --seed take whole numbers.');
      await seedIdentity(db);
      await seedCatalog(db);
      await seedDemoRates(db);
      const added = await seedSuppliers(db, { count, seed });
      console.log(`${added.toLocaleString('en')} made-up suppliers were added.`);
    }),
});
