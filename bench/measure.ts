/** What a series of runs took, in milliseconds. */
export interface Times {
  readonly runs: number;
  readonly meanMs: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
}

/** Runs some work once and says how long it took (milliseconds). */
export async function timed<T>(
  work: () => Promise<T> | T,
): Promise<{ readonly ms: number; readonly value: T }> {
  const startedAt = performance.now();
  const value = await work();
  return { ms: performance.now() - startedAt, value };
}

/** Sums up samples in milliseconds; percentiles by nearest rank. Throws when there is none. */
export function timesOf(samplesMs: readonly number[]): Times {
  if (samplesMs.length === 0) throw new Error('nothing was measured');
  const sorted = samplesMs.toSorted((a, b) => a - b);
  const percentile = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
  return {
    runs: sorted.length,
    meanMs: sorted.reduce((sum, ms) => sum + ms, 0) / sorted.length,
    p50Ms: percentile(0.5),
    p95Ms: percentile(0.95),
    p99Ms: percentile(0.99),
  };
}

/** Runs the work some times unmeasured, then measures each of `runs` runs. */
export async function sample(
  { warmUp, runs }: { readonly warmUp: number; readonly runs: number },
  work: () => unknown,
): Promise<Times> {
  for (let run = 0; run < warmUp; run += 1) await work();
  const samplesMs: number[] = [];
  for (let run = 0; run < runs; run += 1) samplesMs.push((await timed(work)).ms);
  return timesOf(samplesMs);
}

/** Stops a bench whose answer is wrong: its times would mean nothing. */
export function expectSame(actual: unknown, expected: unknown, what: string): void {
  const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (is !== should) throw new Error(`${what}: expected ${should?.slice(0, 300)}, got ${is?.slice(0, 300)}`);
}

/** The seed of everything that is drawn by lot, so that every run works on the same data. */
export const SEED = 20_261_122;
