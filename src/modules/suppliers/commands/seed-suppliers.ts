import { setImmediate } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { inTransaction } from '../../../platform/db/in-transaction.ts';
import { sql, sqlOne, type Tx } from '../../../platform/db/sql.ts';
import { fail } from '../../../platform/kernel/domain-error.ts';
import { analyzePool } from '../bulk/analyze-pool.ts';
import type { CopyValue } from '../bulk/copy-text.ts';
import { PoolBatch } from '../bulk/pool-batch.ts';
import { withoutIndexes } from '../bulk/without-indexes.ts';
import { type GeneratedSupplier, generateSuppliers } from '../demo/generate-suppliers.ts';
import type { MarketCategory } from '../demo/market.ts';
import { readMatchCategories } from '../supplier-match.queries.ts';
import type { MatchCategories } from '../supplier-match.rules.ts';

export const DEMO_POOL_SIZE = 160_000;
export const DEMO_SEED = 1;

const SCHEME = 'CPV';
const BATCH = 5_000;
const ROWS_AT_A_TIME = 100;
const TABLES = ['supplier', 'supplier_category', 'supplier_match'];
/** The share of the time that passes until the rows are in; the rest is indexing. */
const ROWS_SHARE = 0.75;

export interface SeedOptions {
  readonly count?: number;
  readonly seed?: number;
  /** Told how many suppliers are ready, about, and how many are being made. Not called when there is nothing to do. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Fills the pool with made-up suppliers (`demo:000001` …) until it has `count` of this seed, in one transaction:
 * a run that is killed leaves nothing behind, and the next starts over. Does nothing where they are already.
 * Needs the CPV in the catalog. Returns how many it added. Throws `INVALID_STATE` where a pool of another seed is.
 */
export function seedSuppliers(db: DataSource, options: SeedOptions = {}): Promise<number> {
  const { count = DEMO_POOL_SIZE, seed = DEMO_SEED, onProgress = () => {} } = options;
  return inTransaction(db, async (tx) => {
    const skip = await claim(tx, `demo:${seed}`);
    if (skip >= count) return 0;
    const total = count - skip;
    const suppliers = generateSuppliers({ seed, count, skip, categories: await marketCategories(tx) });
    const load = () => loadAll(tx, suppliers, (done) => onProgress(Math.floor(done * ROWS_SHARE), total));
    await ((await isEmpty(tx)) ? withoutIndexes(tx, TABLES, load) : load());
    await analyzePool(tx);
    await sql(
      tx,
      `update supplier_import set rows_read = $2, inserted = $2, finished_at = now() where id = $1`,
      [`demo:${seed}`, count],
    );
    onProgress(total, total);
    return total;
  });
}

/** Lets one process at a time seed, and says how many suppliers of this pool are there. */
async function claim(tx: Tx, id: string): Promise<number> {
  // A twin waits here until the pool is complete, and building an index is one long statement.
  await sql(tx, `set local statement_timeout = 0`);
  await sql(tx, `set local lock_timeout = 0`);
  await sql(tx, `set local maintenance_work_mem = '256MB'`);
  const row = await sqlOne<{ rowsRead: number }>(
    tx,
    `insert into supplier_import (id, name) values ($1, 'made-up suppliers')
     on conflict (id) do update set name = excluded.name returning rows_read as "rowsRead"`,
    [id],
  );
  const other = await sqlOne(tx, `select 1 from supplier_import where id like 'demo:%' and id <> $1`, [id]);
  if (other) throw fail('INVALID_STATE', 'There are made-up suppliers of another seed already.', ['seed']);
  return row?.rowsRead ?? 0;
}

const isEmpty = async (tx: Tx): Promise<boolean> =>
  (await sqlOne(tx, 'select 1 from supplier limit 1')) === null;

function marketCategories(tx: Tx): Promise<MarketCategory[]> {
  return sql<MarketCategory>(
    tx,
    `select code, parent_code as "parentCode", label from category where scheme = $1 order by code`,
    [SCHEME],
  );
}

async function loadAll(
  tx: Tx,
  suppliers: Generator<GeneratedSupplier, void, undefined>,
  onProgress: (done: number) => void,
): Promise<void> {
  const catalog = await readMatchCategories(tx, 'all');
  let done = 0;
  let writing: Promise<void> = Promise.resolve();
  for (;;) {
    // While the database takes one batch, the next is made up.
    const batch = await makeBatch(suppliers, catalog);
    await writing;
    onProgress(done);
    if (batch.size === 0) return;
    writing = batch.copyInto(tx);
    // A failure is met where the promise is awaited, which is after the next batch.
    writing.catch(() => {});
    done += batch.size;
  }
}

const COLUMNS: Readonly<Record<string, (supplier: GeneratedSupplier) => CopyValue>> = {
  source_ref: (s) => s.sourceRef,
  name: (s) => s.name,
  country: (s) => s.country,
  region: (s) => s.region,
  city: (s) => s.city,
  website: (s) => s.website,
  size: (s) => s.size,
  founded: (s) => s.founded,
  description: (s) => s.description,
  keywords: (s) => s.keywords,
  certifications: (s) => s.certifications,
  ships_to: (s) => s.shipsTo,
  minimum_order_amount: (s) => s.minimumOrderAmount,
  minimum_order_currency: (s) => s.minimumOrderCurrency,
  rating: (s) => s.rating,
  state: (s) => s.state,
  opted_out: (s) => s.optedOut,
};
const NAMES = Object.keys(COLUMNS);
const READ = Object.values(COLUMNS);

async function makeBatch(
  source: Generator<GeneratedSupplier, void, undefined>,
  catalog: MatchCategories,
): Promise<PoolBatch> {
  const batch = new PoolBatch(NAMES, catalog);
  while (batch.size < BATCH) {
    // So that the batch before can be sent meanwhile.
    if (batch.size % ROWS_AT_A_TIME === 0) await setImmediate();
    const { value: supplier } = source.next();
    if (!supplier) break;
    const { id, name, keywords, description, categoryCodes } = supplier;
    const categories = categoryCodes.map((code) => ({ scheme: SCHEME, code }));
    const values = READ.map((read) => read(supplier));
    batch.add(id, values, { name, keywords, description, categories });
  }
  return batch;
}
