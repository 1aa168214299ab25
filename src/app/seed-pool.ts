import cliProgress from 'cli-progress';
import type { DataSource } from 'typeorm';
import { seedCatalog, seedDemoRates } from '../modules/catalog/index.ts';
import { seedSuppliers } from '../modules/suppliers/index.ts';

/** Fills an empty database with the shared vocabulary and a made-up pool of suppliers; does nothing where they are. */
export async function seedPool(db: DataSource, say: (message: string) => void): Promise<void> {
  await seedCatalog(db);
  await seedDemoRates(db);
  const bar = new cliProgress.SingleBar(
    {
      format: 'Suppliers  {bar} {percentage}%  {value} of {total}',
      hideCursor: true,
      clearOnComplete: true,
      noTTYOutput: false,
    },
    cliProgress.Presets.shades_classic,
  );
  let total = 0;
  const startedAt = performance.now();
  await seedSuppliers(db, {
    onProgress: (done: number, of: number) => {
      if (total === 0 && process.stdout.isTTY) bar.start(of, 0);
      total = of;
      bar.update(done);
    },
  });
  bar.stop();
  if (total > 0)
    say(
      `${total.toLocaleString('en')} made-up suppliers are ready (${((performance.now() - startedAt) / 1_000).toFixed(1)} s).`,
    );
}
