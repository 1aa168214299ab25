import type { DataSource } from 'typeorm';
import { sql } from '../../src/platform/db/sql.ts';
import type { Fact } from '../../src/platform/outbox/define-event.ts';
import { causeOf } from '../../src/platform/outbox/outbox.writes.ts';
import type { AnyJob } from '../../src/platform/queue/define-job.ts';
import { createLogger } from '../../src/platform/telemetry/logger.ts';

const log = createLogger('silent', 'test');
const MAX_ROUNDS = 50;

/** Runs a job on a fact as a worker would, but whether or not it had its effect before. */
export function runJob(db: DataSource, job: AnyJob, fact: Fact, waveSize = 200): Promise<void> {
  return job.run({ db, log, cause: causeOf(fact, job.name), settings: { waveSize } }, fact);
}

/** The facts stated about an RFQ so far, in order; of one kind where a name is given. */
export function factsOf(db: DataSource, rfqId: string, name?: string): Promise<Fact[]> {
  return sql<Fact>(
    db,
    `select id, rfq_id as "rfqId", name, payload from outbox
      where rfq_id = $1 and ($2::text is null or name = $2) order by seq`,
    [rfqId, name ?? null],
  );
}

/**
 * Hands every fact of an RFQ to every job that listens for it, `copies` times at once, without a queue, until
 * no fact is left. A delivery that fails is repeated, as the queue would.
 */
export async function deliverAll(
  db: DataSource,
  jobs: readonly AnyJob[],
  rfqId: string,
  copies: number,
): Promise<void> {
  const delivered = new Set<string>();
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const due = (await factsOf(db, rfqId)).flatMap((fact) =>
      jobs
        .filter((job) => !job.hint && job.on.some((event) => event.name === fact.name))
        .map((job) => ({ key: `${fact.id} ${job.name}`, fact, job }))
        .filter(({ key }) => !delivered.has(key)),
    );
    if (due.length === 0) return;
    for (const { key, fact, job } of due) {
      const runs = await Promise.allSettled(Array.from({ length: copies }, () => runJob(db, job, fact)));
      if (runs.every((run) => run.status === 'fulfilled')) delivered.add(key);
    }
  }
  throw new Error(`facts of ${rfqId} are still not worked off after ${MAX_ROUNDS} rounds`);
}
