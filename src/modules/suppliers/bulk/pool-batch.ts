import type { Tx } from '../../../platform/db/sql.ts';
import { type MatchCategories, type MatchProfile, matchRowOf } from '../supplier-match.rules.ts';
import { CopyBatch } from './copy-rows.ts';
import type { CopyValue } from './copy-text.ts';

/** The tables that a batch fills: those of the pool, or others of the same shape. */
export interface PoolTables {
  readonly suppliers: string;
  readonly categories: string;
  readonly matchRows: string;
}

const POOL: PoolTables = {
  suppliers: 'supplier',
  categories: 'supplier_category',
  matchRows: 'supplier_match',
};

/** New suppliers with all that belongs to them, on their way into the pool by COPY. */
export class PoolBatch {
  size = 0;
  readonly #columns: readonly string[];
  readonly #catalog: MatchCategories;
  readonly #suppliers = new CopyBatch();
  readonly #categories = new CopyBatch();
  readonly #matchRows = new CopyBatch();

  /** `columns` of `supplier` are given beside the id. */
  constructor(columns: readonly string[], catalog: MatchCategories) {
    this.#columns = columns;
    this.#catalog = catalog;
  }

  /** Takes a supplier; no category of it may come twice. */
  add(id: string, values: readonly CopyValue[], profile: MatchProfile): void {
    this.size += 1;
    this.#suppliers.add([id, ...values]);
    for (const { scheme, code } of profile.categories) this.#categories.add([id, scheme, code]);
    const { tags, search } = matchRowOf(profile, this.#catalog);
    this.#matchRows.add([id, tags, search]);
  }

  /** Loads the rows, in the caller's transaction. */
  async copyInto(tx: Tx, tables: PoolTables = POOL): Promise<void> {
    await this.#suppliers.copyInto(tx, tables.suppliers, ['id', ...this.#columns]);
    await this.#categories.copyInto(tx, tables.categories, ['supplier_id', 'scheme', 'code']);
    await this.#matchRows.copyInto(tx, tables.matchRows, ['supplier_id', 'tags', 'search']);
  }
}
