import type { Readable } from 'node:stream';
import { type CsvRecord, CsvSplitter } from './csv-splitter.ts';
import { type RefusedRows, UnusableFileError } from './import-report.ts';

/** One row of a file, its fields in the order of the header. */
export interface CsvRow {
  /** Line in the file, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

/** Why a text cannot be kept, or `null`. */
function unkeepable(text: string): string | null {
  if (text.includes('\u0000')) return 'The row holds a NUL character.';
  if (text.includes('\uFFFD')) return 'The row is not UTF-8 text.';
  return null;
}

function rowOf({ line, fields }: CsvRecord, refused: RefusedRows): CsvRow | null {
  const problem =
    fields === null
      ? 'The row is not valid CSV.'
      : (fields.map(unkeepable).find((reason) => reason !== null) ?? null);
  if (fields !== null && problem === null) return { line, fields };
  refused.add(line, problem ?? '');
  return null;
}

/** An open CSV file: the names of its columns, in lower case, and its other rows, many at a time. */
export interface CsvFile {
  readonly header: readonly string[];
  readonly batches: AsyncIterable<readonly CsvRow[]>;
}

/**
 * Opens a CSV file (UTF-8) whose first row names the columns. Rows that cannot be read are refused as they come
 * by. Throws `UnusableFileError` where there is no first row.
 */
export async function openCsv(source: Readable, refused: RefusedRows): Promise<CsvFile> {
  const batches = readBatches(source, refused);
  const { value: first } = await batches.next();
  const [header, ...rest] = first ?? [];
  if (!header) {
    throw new UnusableFileError(
      refused.count === 0
        ? 'The file is empty; its first row should name the columns.'
        : 'No row of the file can be read; it should be UTF-8 text with commas between the columns.',
    );
  }
  return {
    header: header.fields.map((name) => name.toLowerCase()),
    batches: (async function* () {
      yield rest;
      yield* batches;
    })(),
  };
}

async function* readBatches(source: Readable, refused: RefusedRows): AsyncGenerator<CsvRow[], undefined> {
  const splitter = new CsvSplitter();
  const rowsOf = (records: readonly CsvRecord[]) => records.flatMap((record) => rowOf(record, refused) ?? []);
  source.setEncoding('utf8');
  let isStart = true;
  for await (const chunk of source) {
    const text = String(chunk);
    const rows = rowsOf(splitter.push(isStart ? text.replace(/^\uFEFF/, '') : text));
    isStart = false;
    if (rows.length > 0) yield rows;
  }
  const rows = rowsOf(splitter.end());
  if (rows.length > 0) yield rows;
}

/** Where each of these columns stands. Throws `UnusableFileError` that names the missing ones. */
export function positionsOf(header: readonly string[], columns: readonly string[]): number[] {
  const missing = columns.filter((column) => !header.includes(column));
  if (missing.length > 0) {
    throw new UnusableFileError(
      `The first row should name the columns ${columns.join(', ')}; ${missing.join(', ')} is missing.`,
    );
  }
  const repeated = header.find((name, index) => name !== '' && header.indexOf(name) !== index);
  if (repeated !== undefined) throw new UnusableFileError(`The column ${repeated} occurs twice.`);
  return columns.map((column) => header.indexOf(column));
}
