import type { DataSource, EntityManager } from 'typeorm';

declare const transaction: unique symbol;

/** A transaction that a command opened. Writes take it explicitly: without one they do not compile. */
export type Tx = EntityManager & { readonly [transaction]: true };

/** What a read runs on: the pool, or the transaction it has to see. */
export type Db = DataSource | Tx;

/** Runs one statement and returns its rows, whatever its kind (TypeORM wraps those of UPDATE and DELETE). */
export async function sql<Row = Record<string, unknown>>(
  db: Db,
  text: string,
  parameters: readonly unknown[] = [],
): Promise<Row[]> {
  const raw: unknown = await db.query(text, parameters as unknown[]);
  if (!Array.isArray(raw)) return [];
  const wrapped =
    raw.length === 2 && Array.isArray(raw[0]) && (typeof raw[1] === 'number' || raw[1] === null);
  return (wrapped ? raw[0] : raw) as Row[];
}

/** Like `sql`, for statements that return at most one row. */
export async function sqlOne<Row = Record<string, unknown>>(
  db: Db,
  text: string,
  parameters: readonly unknown[] = [],
): Promise<Row | null> {
  return (await sql<Row>(db, text, parameters))[0] ?? null;
}
