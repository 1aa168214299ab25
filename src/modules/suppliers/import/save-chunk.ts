import { sql, sqlOne, type Tx } from '../../../platform/db/sql.ts';

import { bulkId } from '../bulk/bulk-id.ts';
import { CopyBatch } from '../bulk/copy-rows.ts';
import { refreshMatchRows } from '../supplier-match.writes.ts';
import type { FileColumn, SupplierRow } from './supplier-row.ts';

/** Columns of `supplier` with their types, each with the file columns that say something about it. */
const COLUMNS: Readonly<Record<string, { readonly type: string; readonly from: readonly FileColumn[] }>> = {
  name: { type: 'text', from: ['name'] },
  country: { type: 'text', from: ['country'] },
  region: { type: 'text', from: ['region'] },
  city: { type: 'text', from: ['city'] },
  postal_code: { type: 'text', from: ['postal'] },
  website: { type: 'text', from: ['website'] },
  size: { type: 'text', from: ['size'] },
  founded: { type: 'int', from: ['founded'] },
  description: { type: 'text', from: ['description'] },
  keywords: { type: 'text[]', from: ['keywords', 'category_labels'] },
  certifications: { type: 'text[]', from: ['certifications'] },
  ships_to: { type: 'text[]', from: ['ships_to'] },
  minimum_order_amount: { type: 'numeric', from: ['minimum_order_amount'] },
  minimum_order_currency: { type: 'text', from: ['minimum_order_amount'] },
  rating: { type: 'numeric', from: ['rating'] },
};

/** Rows of a file on their way into the pool. Columns that the file does not have are left as they are. */
export class Chunk {
  readonly #columns: readonly string[];
  readonly #hasCategories: boolean;
  readonly #rows = new CopyBatch();
  size = 0;

  constructor(fileColumns: ReadonlySet<FileColumn>) {
    this.#columns = Object.keys(COLUMNS).filter((name) =>
      COLUMNS[name]?.from.some((column) => fileColumns.has(column)),
    );
    this.#hasCategories = fileColumns.has('category_codes');
  }

  add({ sourceRef, values, categories }: SupplierRow): void {
    this.size += 1;
    this.#rows.add([
      bulkId(),
      sourceRef,
      categories.map(({ scheme }) => scheme),
      categories.map(({ code }) => code),
      ...this.#columns.map((name) => values[name] ?? null),
    ]);
  }

  /** Writes the rows: new suppliers by the ids they got here, known ones (by `source_ref`) where they differ. */
  async save(tx: Tx): Promise<{ inserted: number; updated: number }> {
    const types = this.#columns.map((name) => `${name} ${COLUMNS[name]?.type}`);
    await sql(
      tx,
      `create temp table import_row (id uuid, source_ref text, known boolean default false,
              schemes text[], codes text[], ${types.join(', ')}) on commit drop`,
    );
    await this.#rows.copyInto(tx, 'import_row', ['id', 'source_ref', 'schemes', 'codes', ...this.#columns]);
    const written = await sqlOne<{ inserted: number; updated: number }>(tx, upsertSql(this.#columns));
    const known = await sql(tx, KNOWN);
    const recategorised = this.#hasCategories ? await saveCategories(tx, known.length > 0) : 0;
    await refreshMatchRows(tx, { table: 'import_row' });
    return { inserted: written?.inserted ?? 0, updated: (written?.updated ?? 0) + recategorised };
  }
}

const upsertSql = (columns: readonly string[]) => `
with written as (
  insert into supplier (id, source_ref, ${columns.join(', ')})
  select id, source_ref, ${columns.join(', ')} from import_row
  on conflict (source_ref) do update
     set ${columns.map((name) => `${name} = excluded.${name}`).join(', ')},
         version = supplier.version + 1, updated_at = now()
   where (${columns.map((name) => `supplier.${name}`).join(', ')})
         is distinct from (${columns.map((name) => `excluded.${name}`).join(', ')})
  returning id)
select count(r.id)::int as inserted, (count(*) - count(r.id))::int as updated
  from written left join import_row r using (id)`;

/** Gives the rows of known suppliers the ids that these have. */
const KNOWN = `
update import_row r set id = s.id, known = true
  from supplier s where s.source_ref = r.source_ref and s.id <> r.id returning r.id`;

/** Makes the codes those of the rows. Returns of how many suppliers nothing else has changed. */
async function saveCategories(tx: Tx, someAreKnown: boolean): Promise<number> {
  if (someAreKnown) return (await sql(tx, REPLACE_CATEGORIES)).length;
  await sql(tx, ADD_CATEGORIES);
  return 0;
}

const ADD_CATEGORIES = `
insert into supplier_category (supplier_id, scheme, code)
select r.id, c.scheme, c.code from import_row r, unnest(r.schemes, r.codes) as c (scheme, code)
on conflict do nothing`;

const REPLACE_CATEGORIES = `
with come as (${ADD_CATEGORIES} returning supplier_id),
gone as (
  delete from supplier_category sc using import_row r
   where r.known and sc.supplier_id = r.id and not exists (
         select from unnest(r.schemes, r.codes) as c (scheme, code) where c.scheme = sc.scheme and c.code = sc.code)
  returning sc.supplier_id),
changed as (
  select r.id from import_row r
   where r.known and r.id in (select supplier_id from come union all select supplier_id from gone))
update supplier set version = version + 1, updated_at = now()
  from changed where supplier.id = changed.id and updated_at < now()::timestamptz(3)
returning supplier.id`;
