import { UnrecoverableError } from 'bullmq';
import type { DataSource } from 'typeorm';
import { ZodError } from 'zod';
import { DomainError } from '../../platform/kernel/domain-error.ts';
import { sql, sqlOne } from '../../platform/db/sql.ts';
import { isDatabaseUnavailable } from '../../platform/db/sql-errors.ts';
import { causeOf } from '../../platform/outbox/outbox.writes.ts';
import { type AnyJob, type JobSettings, type QueueName, QUEUES } from '../../platform/queue/define-job.ts';
import type { QueuedJob, Queues } from '../../platform/queue/queues.ts';
import { type Logger, reasonOf } from '../../platform/telemetry/logger.ts';
import { openTrace, runInTrace } from '../../platform/telemetry/trace.ts';
import type { JobMetrics, Outcome } from './job-metrics.ts';

export interface WorkerOptions {
  readonly db: DataSource;
  readonly queues: Queues;
  readonly jobs: readonly AnyJob[];
  readonly settings: JobSettings;
  readonly concurrency: number;
  readonly metrics: JobMetrics;
  readonly log: Logger;
  /** Told after each job, so that the facts it stated are relayed at once. */
  readonly onDone: () => void;
}

/** What of a queued job its work depends on. */
type Task = Pick<QueuedJob, 'job' | 'rfqId' | 'outboxId'>;

/** Runs the jobs of every queue. The returned function waits for the running ones. */
export async function runWorkers(options: WorkerOptions): Promise<() => Promise<void>> {
  const stops = await Promise.all(
    QUEUES.map((name) => options.queues.work(name, options.concurrency, (job) => runJob(options, name, job))),
  );
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}

async function runJob(options: WorkerOptions, queue: QueueName, queued: QueuedJob): Promise<void> {
  const { db, metrics } = options;
  const { job, rfqId, outboxId, attempt } = queued;
  let log = options.log.child({ job, rfqId, outboxId, attempt });
  let outcome: Outcome = 'completed';
  const startedAtMs = performance.now();
  metrics.started(queue, queued);
  try {
    const fact = await findFact(db, queued);
    log = log.child({ requestId: fact?.requestId });
    const known = options.jobs.find(({ name }) => name === job);
    if (!known) throw new UnrecoverableError(`there is no job ${job}`);
    await react(options, known, queued, fact, log);
    options.onDone();
  } catch (error) {
    outcome = isFinal(error, queued) ? 'dead' : 'retried';
    log.warn({ err: error, outcome }, 'a job failed');
    if (outcome === 'retried') throw kept(error);
    await bury(db, queued, error);
    throw new UnrecoverableError(reasonOf(error));
  } finally {
    const durationMs = performance.now() - startedAtMs;
    metrics.ended(queued, outcome, durationMs);
    if (outcome === 'completed') log.info({ durationMs: Math.round(durationMs) }, 'job');
  }
}

/** What the queue keeps of a failure: its reason, and nothing of what a statement was about. */
const kept = (error: unknown): Error => new Error(reasonOf(error));

/** Errors that another attempt cannot change. */
const isPoison = (error: unknown): boolean =>
  error instanceof ZodError || error instanceof DomainError || error instanceof UnrecoverableError;

const isFinal = (error: unknown, { lastAttempt }: QueuedJob): boolean =>
  isPoison(error) || (lastAttempt && !isDatabaseUnavailable(error));

/** Runs one job on its fact, unless it has had its effect. Throws `UnrecoverableError` for what no attempt can mend. */
export async function perform(
  options: Pick<WorkerOptions, 'db' | 'settings'>,
  job: AnyJob,
  task: Task,
  log: Logger,
): Promise<void> {
  await react(options, job, task, await findFact(options.db, task), log);
}

/** A fact as it stands in the outbox, seen by one job. */
interface StoredFact {
  readonly name: string;
  readonly version: number;
  readonly payload: unknown;
  readonly requestId: string | null;
  /** Whether the job has had its effect. */
  readonly done: boolean;
}

/** The fact that a job was queued for; `null` when there is none, or none any more. */
function findFact(db: DataSource, task: Task): Promise<StoredFact | null> {
  return sqlOne<StoredFact>(
    db,
    `select o.name, o.version, o.payload, o.request_id as "requestId",
            exists (select from outbox_completion c where c.rfq_id = $1 and c.outbox_id = $2 and c.job = $3) as done
       from outbox o where o.rfq_id = $1 and o.id = $2`,
    [task.rfqId, task.outboxId, task.job],
  );
}

/** Runs a job as part of the answer to the request that led to its fact: what it states carries that request's id on. */
async function react(
  { db, settings }: Pick<WorkerOptions, 'db' | 'settings'>,
  job: AnyJob,
  task: Task,
  fact: StoredFact | null,
  log: Logger,
): Promise<void> {
  if (!fact) {
    // What a hint is about is found by a sweeper too, so its fact may have been purged before its time came.
    if (job.hint) return;
    throw new UnrecoverableError('the fact does not exist');
  }
  if (fact.done) return;
  const event = job.on.find((known) => known.name === fact.name);
  if (event?.version !== fact.version) {
    throw new UnrecoverableError(`${job.name} does not understand ${fact.name} version ${fact.version}`);
  }
  const subject = { id: task.outboxId, rfqId: task.rfqId, name: fact.name, payload: fact.payload };
  await runInTrace(openTrace(fact.requestId), () =>
    job.run({ db, log, cause: causeOf(subject, job.name), settings }, subject),
  );
}

/** Sets a job aside for an operator, with its reason. Ids that no fact can have are only logged. */
async function bury(db: DataSource, queued: QueuedJob, error: unknown): Promise<void> {
  await sql(
    db,
    `insert into dead_letter (rfq_id, outbox_id, job, reason) values ($1, $2, $3, $4)
     on conflict (rfq_id, outbox_id, job) do update set reason = excluded.reason, failed_at = now()`,
    [queued.rfqId, queued.outboxId, queued.job, reasonOf(error).slice(0, 2_000)],
  ).catch(() => {});
}
