import type { DataSource } from 'typeorm';
import type { EventDefinition, Fact } from '../outbox/define-event.ts';
import type { Cause } from '../outbox/outbox.writes.ts';
import type { Logger } from '../telemetry/logger.ts';

/** What a job runs with. Its commands complete `cause` in the transaction of their effect. */
export interface JobContext {
  readonly db: DataSource;
  readonly log: Logger;
  readonly cause: Cause;
  readonly settings: JobSettings;
}

/** What jobs need to know of the configuration. */
export interface JobSettings {
  /** Suppliers invited to an RFQ that names no number itself. */
  readonly waveSize: number;
}

/** The areas of work; each is one queue with its own concurrency. */
export const QUEUES = ['rfqs', 'matching', 'invitations', 'comparison'] as const;
export type QueueName = (typeof QUEUES)[number];

/** A reaction to facts. Runs at least once per fact; its effect happens once. */
export interface JobDefinition<Payload = unknown> {
  /** Imperative, as in `match-suppliers`. */
  readonly name: string;
  readonly queue: QueueName;
  readonly on: readonly EventDefinition<Payload>[];
  /** When the job should run, from the fact's payload; at once when absent. */
  readonly runAt?: (payload: Payload) => Date;
  /** The work is also found by a sweeper, so the job completes nothing and is never dispatched again. */
  readonly hint?: true;
  readonly run: (context: JobContext, fact: Fact<Payload>) => Promise<void>;
}

/** A job whose payload type is known only to itself. */
export interface AnyJob extends Omit<JobDefinition, 'runAt' | 'run'> {
  readonly runAt?: (payload: unknown) => Date;
  readonly run: (context: JobContext, fact: Fact) => Promise<void>;
}

/** Declares a job; a fact's payload is checked against the schema of its own event before `run` sees it. */
export function defineJob<Payload>(definition: JobDefinition<Payload>): AnyJob {
  const { runAt, run, on, ...rest } = definition;
  const parse = (payload: unknown, eventName?: string): Payload => {
    const event = on.find((known) => known.name === eventName) ?? on[0];
    if (!event) throw new Error(`job ${definition.name} listens for nothing`);
    return event.schema.parse(payload);
  };
  return {
    ...rest,
    on,
    ...(runAt && { runAt: (payload: unknown) => runAt(parse(payload)) }),
    run: (context, fact) => run(context, { ...fact, payload: parse(fact.payload, fact.name) }),
  };
}
