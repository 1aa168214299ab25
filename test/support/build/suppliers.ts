import type { DataSource } from 'typeorm';
import { refreshMatchRows } from '../../../src/modules/suppliers/index.ts';
import { inTransaction } from '../../../src/platform/db/in-transaction.ts';
import { sql } from '../../../src/platform/db/sql.ts';
import { newId } from '../../../src/platform/kernel/ids.ts';

/** A supplier as a test wants it; what is left out is unknown or usual. */
export interface SupplierDraft {
  readonly name?: string;
  readonly country?: string | null;
  readonly description?: string | null;
  readonly keywords?: readonly string[];
  readonly certifications?: readonly string[];
  readonly shipsTo?: readonly string[] | null;
  readonly minimumOrder?: { readonly amount: string; readonly currency: string } | null;
  readonly rating?: string | null;
  readonly state?: 'ACTIVE' | 'SUSPENDED';
  readonly optedOut?: boolean;
  /** `SCHEME:code`. */
  readonly categories?: readonly string[];
}

/** Adds suppliers to the pool, with their match rows; returns their ids in the order of the drafts. */
export async function addSuppliers(db: DataSource, drafts: readonly SupplierDraft[]): Promise<string[]> {
  const rows = drafts.map((draft) => ({
    id: newId(),
    name: draft.name ?? 'A supplier',
    country: draft.country ?? null,
    description: draft.description ?? null,
    keywords: draft.keywords ?? [],
    certifications: draft.certifications ?? [],
    ships_to: draft.shipsTo ?? null,
    minimum_order_amount: draft.minimumOrder?.amount ?? null,
    minimum_order_currency: draft.minimumOrder?.currency ?? null,
    rating: draft.rating ?? null,
    state: draft.state ?? 'ACTIVE',
    opted_out: draft.optedOut ?? false,
  }));
  const categories = drafts.flatMap((draft, index) =>
    [...new Set(draft.categories)].map((category) => {
      const [scheme = '', code = ''] = category.split(':');
      return { supplier_id: rows[index]?.id, scheme, code };
    }),
  );
  const ids = rows.map((row) => row.id);
  await inTransaction(db, async (tx) => {
    await sql(
      tx,
      `insert into supplier (id, name, country, description, keywords, certifications, ships_to, minimum_order_amount,
                             minimum_order_currency, rating, state, opted_out)
       select id, name, country, description, keywords, certifications, ships_to, minimum_order_amount,
              minimum_order_currency, rating, state, opted_out
         from jsonb_populate_recordset(null::supplier, $1::jsonb)`,
      [JSON.stringify(rows)],
    );
    await sql(
      tx,
      `insert into supplier_category select * from jsonb_populate_recordset(null::supplier_category, $1::jsonb)`,
      [JSON.stringify(categories)],
    );
    await refreshMatchRows(tx, ids);
  });
  return ids;
}
