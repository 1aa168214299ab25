import { openDatabase } from '../src/app/database.ts';
import { drainOutbox } from '../src/app/jobs/drain-outbox.ts';
import { jobs } from '../src/app/jobs/jobs.ts';
import { perform } from '../src/app/jobs/run-workers.ts';
import { importSuppliers } from '../src/modules/suppliers/commands/import-suppliers.ts';
import { createLogger } from '../src/platform/telemetry/logger.ts';
import type { Isolated, Task } from './isolated.ts';

const MB = 1024 ** 2;

async function runHere(task: Task): Promise<Isolated> {
  const log = createLogger('warn', 'rfq-bench');
  const db = await openDatabase(
    { url: task.url, poolSize: 4, applicationName: 'rfq-bench', statementTimeoutMs: 0 },
    log,
  );
  const partsMs: Record<string, number> = {};
  const measure = async (part: string, work: () => Promise<unknown>) => {
    const startedAt = performance.now();
    await work();
    partsMs[part] = (partsMs[part] ?? 0) + performance.now() - startedAt;
  };
  const baseRssMb = process.memoryUsage.rss() / MB;
  if (task.name === 'import') await measure('import', () => importSuppliers(db, { file: task.file }));
  else {
    await drainOutbox(db, jobs, async (dispatch) => {
      const job = jobs.find((known) => known.name === dispatch.job);
      if (job)
        await measure(job.name, () => perform({ db, settings: { waveSize: 200 } }, job, dispatch, log));
    });
  }
  await db.destroy();
  return { baseRssMb, peakRssMb: (process.resourceUsage().maxRSS * 1_024) / MB, partsMs };
}

process.send?.(await runHere(JSON.parse(process.argv[2] ?? '') as Task));
process.disconnect();
