import { UnrecoverableError } from 'bullmq';
import type { DataSource } from 'typeorm';
import { ZodError } from 'zod';
import { DomainError } from '../../platform/kernel/domain-error.ts';
import { sql, sqlOne } from '../../platform/db/sql.ts';
import { isDatabaseUnavailable } from '../../platform/db/sql-errors.ts';
import { causeOf } from '../../platform/outbox/outbox.writes.ts';
import { type AnyJob, type JobSettings, QUEUES } from '../../platform/queue/define-job.ts';
import type { QueuedJob, Queues } from '../../platform/queue/queues.ts';
import type { Logger } from '../../platform/telemetry/logger.ts';

export interface WorkerOptions {
  readonly db: DataSource;
  readonly queues: Queues;
  readonly jobs: readonly AnyJob[];
  readonly settings: JobSettings;
  readonly concurrency: number;
  readonly log: Logger;
  /** Told after each job, so that the facts it stated are relayed at once. */
  readonly onDone: () => void;
}

/** Runs the jobs of every queue. The returned function waits for the running ones. */
export async function runWorkers(options: WorkerOptions): Promise<() => Promise<void>> {
  const stops = await Promise.all(
    QUEUES.map((name) => options.queues.work(name, options.concurrency, (job) => runJob(options, job))),
  );
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}

/** Errors that another attempt cannot change. */
const isPoison = (error: unknown): boolean =>
  error instanceof ZodError || error instanceof DomainError || error instanceof UnrecoverableError;

async function runJob(options: WorkerOptions, queued: QueuedJob): Promise<void> {
  const log = options.log.child({ job: queued.job, rfqId: queued.rfqId, outboxId: queued.outboxId });
  try {
    const job = options.jobs.find((known) => known.name === queued.job);
    if (!job) throw new UnrecoverableError(`there is no job ${queued.job}`);
    await perform(options, job, queued, log);
    options.onDone();
  } catch (error) {
    const final = isPoison(error) || (queued.lastAttempt && !isDatabaseUnavailable(error));
    log.warn({ err: error, final }, 'a job failed');
    if (!final) throw error;
    await bury(options.db, queued, error);
    throw new UnrecoverableError(error instanceof Error ? error.message : String(error));
  }
}

/** Runs one job on its fact, unless it has had its effect. Throws `UnrecoverableError` for what no attempt can mend. */
export async function perform(
  options: Pick<WorkerOptions, 'db' | 'settings'>,
  job: AnyJob,
  queued: Omit<QueuedJob, 'lastAttempt'>,
  log: Logger,
): Promise<void> {
  const fact = await sqlOne<{ name: string; version: number; payload: unknown; done: boolean }>(
    options.db,
    `select o.name, o.version, o.payload,
            exists (select from outbox_completion c where c.rfq_id = $1 and c.outbox_id = $2 and c.job = $3) as done
       from outbox o where o.rfq_id = $1 and o.id = $2`,
    [queued.rfqId, queued.outboxId, queued.job],
  );
  if (!fact) throw new UnrecoverableError('the fact does not exist');
  if (fact.done) return;
  const event = job.on.find((known) => known.name === fact.name);
  if (event?.version !== fact.version) {
    throw new UnrecoverableError(`${job.name} does not understand ${fact.name} version ${fact.version}`);
  }
  const subject = { id: queued.outboxId, rfqId: queued.rfqId, name: fact.name, payload: fact.payload };
  await job.run(
    { db: options.db, log, cause: causeOf(subject, job.name), settings: options.settings },
    subject,
  );
}

/** Sets a job aside for an operator, with its reason. Ids that no fact can have are only logged. */
async function bury(db: DataSource, queued: QueuedJob, error: unknown): Promise<void> {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  await sql(
    db,
    `insert into dead_letter (rfq_id, outbox_id, job, reason) values ($1, $2, $3, $4)
     on conflict (rfq_id, outbox_id, job) do update set reason = excluded.reason, failed_at = now()`,
    [queued.rfqId, queued.outboxId, queued.job, reason.slice(0, 2_000)],
  ).catch(() => {});
}
