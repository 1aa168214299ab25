import type { BenchEngine } from './engine.ts';
import type { Times } from './measure.ts';

/** What is measured, and what it is held against in the same run. */
export type Part = 'ours' | 'baseline' | 'limit' | 'part of ours';

export interface Measured {
  readonly part: Part;
  readonly what: string;
  readonly times: Times;
  /** With its unit, such as "72,000 rows/s". */
  readonly throughput: string;
}

/** A goal and how far it was reached. */
export interface Reach {
  readonly what: string;
  readonly value: string;
  readonly goal: string;
  /** `null` where the goal does not apply yet; the note says why. */
  readonly met: boolean | null;
}

export interface SubjectReport {
  readonly title: string;
  readonly measured: readonly Measured[];
  readonly reached: readonly Reach[];
  /** What was checked of the answers. */
  readonly checked: readonly string[];
  readonly notes: readonly string[];
}

/** One thing that is measured, on databases of its own. Throws when an answer is wrong. */
export type Subject = (engine: BenchEngine) => Promise<SubjectReport>;

/** How many there were in a second, in words: `perSecond(5_000, 100, 'rows')` is "50,000 rows/s". */
export function perSecond(count: number, ms: number, unit: string): string {
  return `${rounded((count / ms) * 1_000)} ${unit}/s`;
}

/** A number with as many digits as mean something. */
export function rounded(value: number): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** How many times as much, in words. */
export const times = (ratio: number): string => `${rounded(ratio)}×`;
