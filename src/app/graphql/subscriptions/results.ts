import type { FormattedExecutionResult } from 'graphql';

/** Formatted results as they come. `return` ends them, also while one is awaited. */
export type Results = AsyncIterableIterator<FormattedExecutionResult, undefined>;

/** What becomes of events. */
export interface Delivery {
  readonly deliver: (event: unknown) => Promise<FormattedExecutionResult>;
  /** What is told when reading or delivering failed. */
  readonly failed: (error: unknown) => FormattedExecutionResult;
  /** May be called more than once. */
  readonly onEnd: () => void;
}

/**
 * The results of events, in order and one at a time; that of an event which failed as a whole is the last one.
 */
export function resultsFrom(events: AsyncIterator<unknown>, { deliver, failed, onEnd }: Delivery): Results {
  let ended = false;
  let running: Promise<unknown> = Promise.resolve();
  const end = async (): Promise<IteratorReturnResult<undefined>> => {
    ended = true;
    await events.return?.();
    onEnd();
    return { done: true, value: undefined };
  };
  const next = async (): Promise<IteratorResult<FormattedExecutionResult, undefined>> => {
    if (ended) return end();
    try {
      const event = await events.next();
      if (event.done) return end();
      const value = await deliver(event.value);
      if (value.data === null || value.data === undefined) await end();
      return { done: false, value };
    } catch (error) {
      await end();
      return { done: false, value: failed(error) };
    }
  };
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next() {
      const result = next();
      running = result;
      return result;
    },
    async return() {
      const result = await end();
      await running;
      return result;
    },
  };
}

/** A single result. */
export async function* once(
  result: FormattedExecutionResult,
): AsyncGenerator<FormattedExecutionResult, undefined> {
  yield result;
  return undefined;
}
