import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import type { DataSource } from 'typeorm';
import { type ImportReport, UnusableFileError } from '../modules/catalog/index.ts';
import { withDatabase } from './with-database.ts';

/** How many refused rows are named in the terminal; `--json` has more. */
const SHOWN_PROBLEMS = 20;

export interface ImportArgs {
  readonly file: string;
  readonly json: boolean;
}

/**
 * Imports a file and says what came of it. The exit code is 0 when all rows were good, 1 when some were
 * refused, and 2 when the file is of no use or the database cannot be reached.
 */
export async function runImport(
  { file, json }: ImportArgs,
  run: (db: DataSource, source: Readable) => Promise<ImportReport>,
): Promise<void> {
  const startedAt = performance.now();
  try {
    const report = await withDatabase(({ db }) => run(db, createReadStream(file)));
    const durationMs = Math.round(performance.now() - startedAt);
    console.log(json ? JSON.stringify({ file, durationMs, ...report }) : inWords(report, durationMs));
    process.exitCode = report.refused === 0 ? 0 : 1;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (json) console.log(JSON.stringify({ file, error: message }));
    else console.error(error instanceof UnusableFileError ? `${file}: ${message}` : message);
    process.exitCode = 2;
  }
}

const count = (number: number, what: string): string => `${number.toLocaleString('en')} ${what}`;

function inWords(report: ImportReport, durationMs: number): string {
  const { created, updated, unchanged, refused, problems } = report;
  const shown = problems.slice(0, SHOWN_PROBLEMS).map(({ line, message }) => `  line ${line}: ${message}`);
  if (refused > shown.length && shown.length > 0)
    shown.push(`  and ${count(refused - shown.length, 'more')}`);
  return [
    [
      count(created, 'new'),
      count(updated, 'changed'),
      count(unchanged, 'unchanged'),
      count(refused, 'refused'),
    ].join(', ') + ` (${(durationMs / 1_000).toFixed(1)} s)`,
    ...shown,
  ].join('\n');
}
