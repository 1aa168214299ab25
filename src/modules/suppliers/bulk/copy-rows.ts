import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Tx } from '../../../platform/db/sql.ts';
import { type CopyValue, copyRow } from './copy-text.ts';

/** Untouched memory costs nothing, and growing leaves garbage. */
const FIRST_BYTES = 2 * 1024 * 1024;
const MAX_BYTES_PER_CHARACTER = 3;

/** Rows as the bytes that COPY takes: made while the database is busy with the ones before. */
export class CopyBatch {
  // Bytes, not text: thousands of short strings glued together would live long enough to burden the collector.
  #bytes = Buffer.allocUnsafe(FIRST_BYTES);
  #length = 0;

  add(values: readonly CopyValue[]): void {
    const row = copyRow(values);
    const needed = this.#length + row.length * MAX_BYTES_PER_CHARACTER;
    if (needed > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, 2 * this.#bytes.length));
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    this.#length += this.#bytes.write(row, this.#length);
  }

  /** Loads the rows into a table by COPY, in the caller's transaction. */
  async copyInto(tx: Tx, table: string, columns: readonly string[]): Promise<void> {
    const client = (await tx.queryRunner?.connect()) as Client | undefined;
    if (!client) throw new Error('COPY needs the connection of a transaction');
    const target = client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`));
    await pipeline(Readable.from([this.#bytes.subarray(0, this.#length)]), target);
  }
}
