import { stat } from 'node:fs/promises';
import { ErrorFile } from './error-file.ts';
import { type FileHeader, readHeader, unusable } from './file-columns.ts';
import type { ImportReport } from './import-report.ts';
import { type FileRecord, RecordReader } from './record-reader.ts';
import type { SupplierFile } from './supplier-file.ts';
import { FILE_COLUMNS, type FileColumn, type ReadField, type SupplierRow } from './supplier-row.ts';
import { readSupplierRow } from './supplier-row.rules.ts';
import { utf8Chunks } from './utf8-chunks.ts';

export interface RowSink {
  /** Told once, before the first row, which columns the file has. */
  begin(columns: ReadonlySet<FileColumn>): void;
  /** Takes a good row; `rowNumber` counts all rows of the file, good and bad. */
  take(row: SupplierRow, rowNumber: number): Promise<void> | undefined;
  /** Told after every chunk of the file which share of it has been read, 0–1. */
  progress(share: number, rowNumber: number): void;
}

export type FileCounts = Pick<
  ImportReport,
  | 'rows'
  | 'good'
  | 'bad'
  | 'possibleDuplicates'
  | 'unknownCountries'
  | 'uncoded'
  | 'ignoredColumns'
  | 'errorFile'
>;

/**
 * Reads a file of suppliers from front to back, hands its good rows on and lists the bad ones, each with its line
 * and reasons. Memory grows with the number of rows by their ids alone. Throws `VALIDATION_FAILED` for a file
 * that nothing can be taken from.
 */
export async function readSupplierFile(file: SupplierFile, sink: RowSink): Promise<FileCounts> {
  const { size } = await stat(file.path).catch(() => {
    throw unusable(`${file.path} cannot be read.`);
  });
  const reading = new Reading(file, sink);
  const reader = new RecordReader(file.format === 'csv' ? 'csv' : 'lines');
  let bytes = 0;
  for await (const chunk of utf8Chunks(file.path, file.encoding)) {
    for (const record of reader.push(chunk)) {
      const busy = reading.record(record);
      if (busy) await busy;
    }
    bytes += chunk.length;
    sink.progress(Math.min(1, bytes / size), reading.rows);
  }
  for (const record of reader.end()) await reading.record(record);
  return reading.finish();
}

/** The state of reading one file. */
class Reading {
  rows = 0;
  readonly #file: SupplierFile;
  readonly #sink: RowSink;
  readonly #errors: ErrorFile;
  readonly #lineOfId = new Map<string, number>();
  readonly #identities = new Set<string>();
  readonly #ignored = new Set<string>();
  #header: FileHeader | null = null;
  #counts = { good: 0, bad: 0, possibleDuplicates: 0, unknownCountries: 0, uncoded: 0 };

  constructor(file: SupplierFile, sink: RowSink) {
    this.#file = file;
    this.#sink = sink;
    this.#errors = new ErrorFile(file.errorPath);
    if (file.format === 'jsonl') sink.begin(new Set(FILE_COLUMNS));
  }

  /** Takes the next record. Hardly ever there is something to wait for. */
  record(record: FileRecord): Promise<void> | undefined {
    if (this.#file.format === 'csv' && !this.#header) {
      this.#begin(record);
      return undefined;
    }
    this.rows += 1;
    const row = this.#read(record);
    if ('sourceRef' in row) {
      this.#count(row, record.line);
      return this.#sink.take(row, this.rows);
    }
    this.#counts.bad += 1;
    return this.#errors.add(record.line, row, record.raw);
  }

  async finish(): Promise<FileCounts> {
    if (this.#file.format === 'csv' && !this.#header) throw unusable('The file is empty.');
    return {
      rows: this.rows,
      ...this.#counts,
      ignoredColumns: [...this.#ignored],
      errorFile: await this.#errors.close(),
    };
  }

  #begin(record: FileRecord): void {
    if (!record.values) throw unusable(`The header cannot be read: ${record.problem}.`);
    this.#header = readHeader(record.values);
    for (const name of this.#header.ignored) this.#ignored.add(name);
    this.#sink.begin(new Set(this.#header.indexOf.keys()));
  }

  /** The supplier of a record, or what is wrong with it. */
  #read(record: FileRecord): SupplierRow | readonly string[] {
    if (!record.values) return [record.problem ?? 'the row cannot be read'];
    const field = this.#header
      ? csvField(record.values, this.#header)
      : this.#jsonField(record.values[0] ?? '');
    if (typeof field === 'string') return [field];
    const row = readSupplierRow(field);
    if (!('sourceRef' in row)) return row;
    const line = this.#lineOfId.get(row.sourceRef);
    return line === undefined ? row : [`supplier_id: "${row.sourceRef}" stands in line ${line} already`];
  }

  #jsonField(line: string): ReadField | string {
    try {
      const value: unknown = JSON.parse(line);
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        return 'the line is no JSON object';
      for (const name of Object.keys(value)) if (!FIELDS.has(name)) this.#ignored.add(name);
      return (column) => (value as Record<string, unknown>)[column];
    } catch {
      return 'the line is no JSON';
    }
  }

  #count(row: SupplierRow, line: number): void {
    this.#lineOfId.set(row.sourceRef, line);
    this.#counts.good += 1;
    if (row.categories.length === 0) this.#counts.uncoded += 1;
    if (row.values['country'] === null) this.#counts.unknownCountries += 1;
    if (this.#identities.has(row.identity)) this.#counts.possibleDuplicates += 1;
    else this.#identities.add(row.identity);
  }
}

const FIELDS: ReadonlySet<string> = new Set(FILE_COLUMNS);

function csvField(values: readonly string[], { indexOf, width }: FileHeader): ReadField | string {
  if (values.length !== width) return `the row has ${values.length} values, the header ${width}`;
  return (column) => {
    const index = indexOf.get(column);
    return index === undefined ? undefined : values[index];
  };
}
