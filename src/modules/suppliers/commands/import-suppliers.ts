import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename, extname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { DataSource } from 'typeorm';
import { inTransaction } from '../../../platform/db/in-transaction.ts';
import { sql, sqlOne } from '../../../platform/db/sql.ts';
import { fail } from '../../../platform/kernel/domain-error.ts';
import { withDeferredIndexes } from '../bulk/deferred-indexes.ts';
import { unusable } from '../import/file-columns.ts';
import type { ImportReport } from '../import/import-report.ts';
import { readSupplierFile, type RowSink, type SupplierFile } from '../import/read-supplier-file.ts';
import { Chunk } from '../import/save-chunk.ts';
import type { FileColumn, SupplierRow } from '../import/supplier-row.ts';

const GIN_INDEXES = ['supplier_name_trgm_idx', 'supplier_match_tags_idx', 'supplier_match_search_idx'];
const CHUNK_ROWS = 10_000;
const CHUNKS_AT_ONCE = 2;

export interface ImportOptions {
  readonly file: string;
  /** By the file's name when left out. */
  readonly format?: 'csv' | 'jsonl' | undefined;
  /** WHATWG label such as "latin1"; UTF-8 and UTF-16 are recognised. */
  readonly encoding?: string | undefined;
  /** Reads and checks everything, and changes nothing. */
  readonly dryRun?: boolean | undefined;
  /** Where bad rows are listed: `<file>.errors.csv` when left out. */
  readonly errorFile?: string | undefined;
  /** Told which share of the file has been read, 0–1, and how many rows. */
  readonly onProgress?: ((share: number, rows: number) => void) | undefined;
}

/**
 * Takes a file of suppliers into the pool: new ones by their `supplier_id`, known ones where they differ. Bad rows
 * are listed and passed over. Chunks are committed with the progress, so a killed import goes on after the last
 * of them when it is started again with the same file. Throws `VALIDATION_FAILED` for a file that cannot be used.
 */
export async function importSuppliers(db: DataSource, options: ImportOptions): Promise<ImportReport> {
  if (options.dryRun) return checkSupplierFile(options);
  const startedAtMs = performance.now();
  const sink = await PoolSink.open(db, options);
  const { counts, written } = await withDeferredIndexes(db, GIN_INDEXES, async () => {
    const read = await readSupplierFile(supplierFile(options), sink);
    return { counts: read, written: await sink.finish(read.rows) };
  });
  return {
    ...counts,
    ...written,
    ...{ file: options.file, dryRun: false, resumedAfterRow: sink.resumedAfterRow },
    ...speed(startedAtMs, counts.rows - sink.resumedAfterRow),
  };
}

/** Rehearses an import without any database. Throws `VALIDATION_FAILED` for a file that cannot be used. */
export async function checkSupplierFile(options: ImportOptions): Promise<ImportReport> {
  const startedAtMs = performance.now();
  const counts = await readSupplierFile(supplierFile(options), {
    begin: () => {},
    take: () => undefined,
    progress: options.onProgress ?? (() => {}),
  });
  return {
    ...counts,
    ...{ file: options.file, dryRun: true, inserted: null, updated: null, resumedAfterRow: 0 },
    ...speed(startedAtMs, counts.rows),
  };
}

const speed = (startedAtMs: number, rows: number) => {
  const seconds = (performance.now() - startedAtMs) / 1000;
  return { seconds: Math.round(seconds * 1000) / 1000, rowsPerSecond: Math.round(rows / seconds) };
};

function supplierFile({ file, format, encoding, errorFile }: ImportOptions): SupplierFile {
  const byName =
    extname(file) === '.csv' ? 'csv' : ['.jsonl', '.ndjson'].includes(extname(file)) ? 'jsonl' : null;
  const known = format ?? byName;
  if (!known) throw unusable('The name of the file tells no format; say csv or jsonl.');
  return { path: file, format: known, encoding, errorPath: errorFile ?? `${file}.errors.csv` };
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash).catch(() => {
    throw unusable(`${file} cannot be read.`);
  });
  return `sha256:${hash.digest('hex')}`;
}

/** Gathers rows in chunks; while the database takes some, the next is read. */
class PoolSink implements RowSink {
  readonly resumedAfterRow: number;
  readonly #db: DataSource;
  readonly #id: string;
  readonly #onProgress: (share: number, rows: number) => void;
  #columns: ReadonlySet<FileColumn> = new Set();
  #chunk: Chunk | null = null;
  #sentUpTo: number;
  readonly #saving: Promise<void>[] = [];

  private constructor(
    db: DataSource,
    id: string,
    rowsRead: number,
    onProgress: (share: number, rows: number) => void,
  ) {
    this.#db = db;
    this.#id = id;
    this.#sentUpTo = rowsRead;
    this.resumedAfterRow = rowsRead;
    this.#onProgress = onProgress;
  }

  /** Begins the import of a file, or goes on with one that did not finish. A finished one begins anew. */
  static async open(db: DataSource, options: ImportOptions): Promise<PoolSink> {
    const id = await hashOf(options.file);
    const row = await sqlOne<{ rowsRead: number }>(
      db,
      `insert into supplier_import (id, name) values ($1, $2)
       on conflict (id) do update
          set name = excluded.name, finished_at = null,
              started_at = case when supplier_import.finished_at is null then supplier_import.started_at else now() end,
              rows_read = case when supplier_import.finished_at is null then supplier_import.rows_read else 0 end,
              inserted = case when supplier_import.finished_at is null then supplier_import.inserted else 0 end,
              updated = case when supplier_import.finished_at is null then supplier_import.updated else 0 end
       returning rows_read as "rowsRead"`,
      [id, basename(options.file)],
    );
    return new PoolSink(db, id, row?.rowsRead ?? 0, options.onProgress ?? (() => {}));
  }

  begin(columns: ReadonlySet<FileColumn>): void {
    this.#columns = columns;
  }

  take(row: SupplierRow, rowNumber: number): Promise<void> | undefined {
    if (rowNumber <= this.resumedAfterRow) return undefined;
    this.#chunk ??= new Chunk(this.#columns);
    this.#chunk.add(row);
    return this.#chunk.size === CHUNK_ROWS ? this.#flush(rowNumber) : undefined;
  }

  progress(share: number, rowNumber: number): void {
    this.#onProgress(share, rowNumber);
  }

  /** Saves what is left. Returns what all runs of this import have written. */
  async finish(rows: number): Promise<{ inserted: number; updated: number }> {
    await this.#flush(rows);
    await Promise.all(this.#saving);
    const row = await sqlOne<{ inserted: number; updated: number }>(
      this.#db,
      'update supplier_import set finished_at = now() where id = $1 returning inserted, updated',
      [this.#id],
    );
    return row ?? { inserted: 0, updated: 0 };
  }

  /** Sends the chunk off, and waits for an earlier one when too many are on their way. */
  async #flush(rowNumber: number): Promise<void> {
    const saving = this.#save(this.#chunk, this.#sentUpTo, rowNumber, this.#saving.at(-1));
    // A failure is met where the promise is awaited, which may be later than it happens.
    saving.catch(() => {});
    this.#saving.push(saving);
    this.#chunk = null;
    this.#sentUpTo = rowNumber;
    if (this.#saving.length > CHUNKS_AT_ONCE) await this.#saving.shift();
  }

  /** One transaction: the rows and how far the import has come. Chunks are written side by side and commit in order. */
  async #save(
    chunk: Chunk | null,
    fromRow: number,
    toRow: number,
    before: Promise<void> | undefined,
  ): Promise<void> {
    await inTransaction(this.#db, async (tx) => {
      await sql(tx, 'set local statement_timeout = 0');
      await sql(tx, 'set local idle_in_transaction_session_timeout = 0');
      const { inserted, updated } = chunk ? await chunk.save(tx) : { inserted: 0, updated: 0 };
      await before;
      const row = await sqlOne(
        tx,
        `update supplier_import set rows_read = $3, inserted = inserted + $4, updated = updated + $5
          where id = $1 and rows_read = $2 returning id`,
        [this.#id, fromRow, toRow, inserted, updated],
      );
      if (!row) throw fail('INVALID_STATE', 'Another import of the same file is running.', ['file']);
    });
  }
}
