import type { DataSource } from 'typeorm';
import type { Tx } from './sql.ts';
import { isRetryable } from './sql-errors.ts';

const ATTEMPTS = 5;

/**
 * Runs `work` in one READ COMMITTED transaction and commits it; any throw rolls back. The whole function
 * is run again on a serialization failure or deadlock, so it must have no effect outside the transaction.
 */
export async function inTransaction<T>(db: DataSource, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction((manager) => work(manager as Tx));
    } catch (error) {
      if (attempt === ATTEMPTS || !isRetryable(error)) throw error;
    }
  }
}
