import type { DataSource } from 'typeorm';
import { inTransaction } from '../../../platform/db/in-transaction.ts';
import { sql, sqlOne, type Tx } from '../../../platform/db/sql.ts';
import { constraintOf } from '../../../platform/db/sql-errors.ts';
import { fail } from '../../../platform/kernel/domain-error.ts';
import { readMatchCategories } from '../supplier-match.queries.ts';
import type { MatchCategories } from '../supplier-match.rules.ts';
import type { RowSink } from './read-supplier-file.ts';
import { Chunk } from './save-chunk.ts';
import type { FileColumn, SupplierRow } from './supplier-row.ts';

const CHUNK_ROWS = 5_000;
const CHUNKS_AT_ONCE = 2;

type OnProgress = (share: number, rows: number) => void;

/**
 * Gathers rows in chunks; while the database takes some, the next is read. Needs a pool of at least three
 * connections: a chunk holds its own while it waits for the one before.
 */
export class PoolSink implements RowSink {
  readonly resumedAfterRow: number;
  readonly #db: DataSource;
  readonly #id: string;
  readonly #catalog: MatchCategories;
  readonly #onProgress: OnProgress;
  #columns: ReadonlySet<FileColumn> = new Set();
  #chunk: Chunk | null = null;
  #sentUpTo: number;
  readonly #saving: Promise<void>[] = [];

  private constructor(
    db: DataSource,
    id: string,
    catalog: MatchCategories,
    rowsRead: number,
    onProgress: OnProgress,
  ) {
    this.#db = db;
    this.#id = id;
    this.#catalog = catalog;
    this.#sentUpTo = rowsRead;
    this.resumedAfterRow = rowsRead;
    this.#onProgress = onProgress;
  }

  /** Begins the import of a file, or goes on with one that did not finish. A finished one begins anew. */
  static async open(db: DataSource, id: string, name: string, onProgress: OnProgress): Promise<PoolSink> {
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
      [id, name],
    );
    const catalog = await readMatchCategories(db, 'all');
    return new PoolSink(db, id, catalog, row?.rowsRead ?? 0, onProgress);
  }

  begin(columns: ReadonlySet<FileColumn>): void {
    this.#columns = columns;
  }

  take(row: SupplierRow, rowNumber: number): Promise<void> | undefined {
    if (rowNumber <= this.resumedAfterRow) return undefined;
    this.#chunk ??= new Chunk(this.#columns, this.#catalog);
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
    if (this.#saving.length === CHUNKS_AT_ONCE) await this.#saving.shift();
  }

  /** One transaction: the rows and how far the import has come. Chunks are written side by side and commit in order. */
  async #save(
    chunk: Chunk | null,
    fromRow: number,
    toRow: number,
    before: Promise<void> | undefined,
  ): Promise<void> {
    const write = async (tx: Tx) => {
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
    };
    await inTransaction(this.#db, write).catch((error: unknown) => {
      // Another import has brought one of the suppliers meanwhile: it is known by now.
      if (constraintOf(error) !== 'supplier_source_ref_idx') throw error;
      return inTransaction(this.#db, write);
    });
  }
}
