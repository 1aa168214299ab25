import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * What a piece of work is the answer to. It travels beside the calls, not through them: it may end up in logs and
 * in the outbox, and no decision may depend on it.
 */
export interface Trace {
  /** The id of the request at the edge; `null` for what a clock set off. */
  readonly requestId: string | null;
  /** What is learned on the way, for the log line at the end: names and ids of ours, never input. */
  readonly notes: Record<string, string>;
}

const traces = new AsyncLocalStorage<Trace>();

/** The beginning of an answer to a request. */
export const openTrace = (requestId: string | null): Trace => ({ requestId, notes: {} });

/** Runs `work`, and all that it awaits, as part of that answer. */
export const runInTrace = <T>(trace: Trace, work: () => T): T => traces.run(trace, work);

/** The request that the running work is the answer to; `null` when there is none. */
export const currentRequestId = (): string | null => traces.getStore()?.requestId ?? null;

/** Adds to what the log line at the end of the running work says. */
export function note(notes: Readonly<Record<string, string>>): void {
  Object.assign(traces.getStore()?.notes ?? {}, notes);
}
