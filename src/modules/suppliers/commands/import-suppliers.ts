import { basename } from 'node:path';
import type { DataSource } from 'typeorm';
import { analyzePool } from '../bulk/analyze-pool.ts';
import { withDeferredIndexes } from '../bulk/deferred-indexes.ts';
import type { ImportReport } from '../import/import-report.ts';
import { PoolSink } from '../import/pool-sink.ts';
import { type FileCounts, readSupplierFile, type RowSink } from '../import/read-supplier-file.ts';
import { fingerprintOf, formatOf, type SupplierFile } from '../import/supplier-file.ts';

const GIN_INDEXES = [
  'supplier_name_trgm_idx',
  'supplier_certifications_idx',
  'supplier_match_tags_idx',
  'supplier_match_search_idx',
];

/** So many changes are worth new statistics at once; fewer can wait for autovacuum. */
const MUCH = 10_000;

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

type Written = Pick<ImportReport, 'inserted' | 'updated' | 'resumedAfterRow'>;

/**
 * Takes a file of suppliers into the pool: new ones by their `supplier_id`, known ones where they differ. Bad rows
 * are listed and passed over. Chunks are committed with the progress, so a killed import goes on after the last
 * of them when it is started again with the same file. Throws `VALIDATION_FAILED` for a file that cannot be used.
 */
export async function importSuppliers(db: DataSource, options: ImportOptions): Promise<ImportReport> {
  const startedAtMs = performance.now();
  const file: SupplierFile = {
    path: options.file,
    format: options.format ?? formatOf(options.file),
    encoding: options.encoding,
    errorPath: options.errorFile ?? `${options.file}.errors.csv`,
  };
  const onProgress = options.onProgress ?? (() => {});
  const { counts, written } = options.dryRun
    ? await rehearse(file, onProgress)
    : await withDeferredIndexes(db, GIN_INDEXES, () => intoPool(db, file, onProgress));
  const seconds = (performance.now() - startedAtMs) / 1000;
  return {
    ...counts,
    ...written,
    file: options.file,
    dryRun: options.dryRun ?? false,
    seconds: Math.round(seconds * 1000) / 1000,
    rowsPerSecond: Math.round((counts.rows - written.resumedAfterRow) / seconds),
  };
}

type Outcome = Promise<{ readonly counts: FileCounts; readonly written: Written }>;

async function intoPool(db: DataSource, file: SupplierFile, onProgress: RowSink['progress']): Outcome {
  const sink = await PoolSink.open(db, await fingerprintOf(file.path), basename(file.path), onProgress);
  const counts = await readSupplierFile(file, sink);
  const { inserted, updated } = await sink.finish(counts.rows);
  if (inserted + updated >= MUCH) await analyzePool(db);
  return { counts, written: { inserted, updated, resumedAfterRow: sink.resumedAfterRow } };
}

async function rehearse(file: SupplierFile, onProgress: RowSink['progress']): Outcome {
  const counts = await readSupplierFile(file, {
    begin: () => {},
    take: () => undefined,
    progress: onProgress,
  });
  return { counts, written: { inserted: null, updated: null, resumedAfterRow: 0 } };
}
