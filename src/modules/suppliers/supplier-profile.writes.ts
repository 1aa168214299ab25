import { sql, type Tx } from '../../platform/db/sql.ts';
import { emit } from '../../platform/outbox/outbox.writes.ts';
import { categoryCode } from '../catalog/index.ts';
import type { SupplierCategoryInput, SupplierProfileInput } from './supplier-input.type.ts';
import { refreshMatchRows } from './supplier-match.writes.ts';
import { supplierUpdated } from './supplier.events.ts';

type Profile = SupplierProfileInput & { readonly name?: string | null; readonly optedOut?: boolean | null };

/** Column → the value a profile gives it; `undefined` leaves the column as it is. */
export function columnsOf(input: Profile): Record<string, unknown> {
  const value = input.minimumOrderValue;
  const columns: Record<string, unknown> = {
    name: input.name?.trim(),
    country: input.country,
    region: input.region,
    city: input.city,
    website: input.website,
    size: input.size,
    founded: input.founded,
    description: input.description,
    keywords: input.keywords === null ? [] : input.keywords,
    certifications: input.certifications === null ? [] : input.certifications,
    ships_to: input.shipsTo,
    minimum_order_amount: value === null ? null : value?.amount,
    minimum_order_currency: value === null ? null : value?.currency,
    opted_out: input.optedOut ?? undefined,
  };
  return Object.fromEntries(Object.entries(columns).filter(([, given]) => given !== undefined));
}

/** Replaces what a supplier is registered for. */
export async function setCategories(
  tx: Tx,
  supplierId: string,
  categories: readonly SupplierCategoryInput[],
): Promise<void> {
  const codes = categories.map(({ scheme, code }) => categoryCode(scheme.trim(), code.trim()));
  await sql(tx, 'delete from supplier_category where supplier_id = $1', [supplierId]);
  await sql(
    tx,
    `insert into supplier_category (supplier_id, scheme, code)
     select distinct $1::uuid, scheme, code from unnest($2::text[], $3::text[]) as given(scheme, code)`,
    [supplierId, categories.map(({ scheme }) => scheme.trim()), codes],
  );
}

/** Brings what matching reads up to date and states the fact, in the transaction of the change. */
export async function profileChanged(tx: Tx, supplierId: string, version: number): Promise<void> {
  await refreshMatchRows(tx, [supplierId]);
  await emit(tx, supplierUpdated, supplierId, { supplierId, version });
}
