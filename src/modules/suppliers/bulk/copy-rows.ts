import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Tx } from '../../../platform/db/sql.ts';
import { type CopyValue, copyRow } from './copy-text.ts';

/** Rows as the bytes that COPY takes: made while the database is busy with the ones before. */
export class CopyBatch {
  #text = '';

  add(values: readonly CopyValue[]): void {
    this.#text += copyRow(values);
  }

  /** Loads the rows into a table by COPY, in the caller's transaction. */
  async copyInto(tx: Tx, table: string, columns: readonly string[]): Promise<void> {
    const client = (await tx.queryRunner?.connect()) as Client | undefined;
    if (!client) throw new Error('COPY needs the connection of a transaction');
    const target = client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`));
    await pipeline(Readable.from([Buffer.from(this.#text)]), target);
  }
}
