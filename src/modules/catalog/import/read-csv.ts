import type { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { type RefusedRows, UnusableFileError } from './import-report.ts';

/** One record of a CSV file: where it begins, and its fields without the blanks around them. */
export interface CsvRow {
  /** Line in the file, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

const MAX_RECORD_CHARACTERS = 100_000;

/**
 * Streams the records of a UTF-8 CSV file, blank lines left out. Records that are no CSV are refused and passed
 * over. Throws `UnusableFileError` where nothing could come of the rest, such as a quote that never closes.
 */
export async function* readCsv(source: Readable, refused: RefusedRows): AsyncGenerator<CsvRow> {
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: MAX_RECORD_CHARACTERS,
    on_skip: (error) => {
      refused.add(lineOf(error), 'The row is not valid CSV.');
      return undefined;
    },
  });
  source.on('error', (error) => parser.destroy(error));
  try {
    for await (const item of source.pipe(parser)) {
      const { record, info }: { record: string[]; info: { lines: number } } = item;
      const fields = record.map((field) => field.trim());
      if (fields.every((field) => field === '')) continue;
      yield { line: info.lines - lineBreaksIn(record), fields };
    }
  } catch (error) {
    throw error instanceof CsvError
      ? new UnusableFileError(`From line ${lineOf(error)} on the file is not valid CSV: ${error.message}`)
      : error;
  }
}

const lineOf = (error: CsvError | undefined): number =>
  typeof error?.['lines'] === 'number' ? error['lines'] : 0;

/** A record's line is the one it ends on: quoted fields may span several. */
const lineBreaksIn = (record: readonly string[]): number =>
  record.reduce((sum, field) => sum + (field.includes('\n') ? field.split('\n').length - 1 : 0), 0);

/** The text of a field, or why it cannot be kept. */
export function unkeepable(text: string): string | null {
  if (text.includes('\u0000')) return 'It holds a NUL character.';
  if (text.includes('\uFFFD')) return 'It is not UTF-8 text.';
  return null;
}

/** Reads the first record as column names. Throws `UnusableFileError` when the file is empty. */
export async function readHeader(rows: AsyncGenerator<CsvRow>): Promise<string[]> {
  const first = await rows.next();
  if (first.done) throw new UnusableFileError('The file is empty; its first row should name the columns.');
  return first.value.fields.map((name) => name.toLowerCase());
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
