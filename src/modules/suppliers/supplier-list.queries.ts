import type { Actor } from '../../platform/kernel/actor.ts';
import type { Db } from '../../platform/db/sql.ts';
import { type KeysetList, keysetPage } from '../../platform/graphql/keyset-page.ts';
import type { Connection, ConnectionArgs } from '../../platform/graphql/relay.ts';
import { categoryCode, findCategories } from '../catalog/index.ts';
import { checkSupplierFilter } from './supplier-filter.rules.ts';
import type { SupplierCategoryInput, SupplierFilter } from './supplier-input.type.ts';
import { readableSupplier, SUPPLIER_COLUMNS, type SupplierRecord } from './supplier.queries.ts';
import { tagsOfRequest } from './supplier-tags.ts';
import { type Supplier, toSupplier } from './supplier.type.ts';

/** The suppliers that an actor may see, by name. `search` forgives typing errors: it matches similar parts of names. */
export async function listSuppliers(
  db: Db,
  actor: Actor,
  search: string | null,
  filter: SupplierFilter | null,
  args: ConnectionArgs,
): Promise<Connection<Supplier>> {
  checkSupplierFilter(search, filter);
  const parameters: unknown[] = [];
  const conditions = [readableSupplier(actor, parameters)];
  if (search?.trim()) conditions.push(`folded($${parameters.push(search.trim())}::text) <% folded(s.name)`);
  if (filter?.countries) conditions.push(`s.country = any($${parameters.push(filter.countries)}::text[])`);
  if (filter?.certifications)
    conditions.push(`s.certifications @> $${parameters.push(filter.certifications)}::text[]`);
  if (filter?.category) conditions.push(await servesCategory(db, filter.category, parameters));
  if (filter?.state) conditions.push(`s.state = $${parameters.push(filter.state)}`);
  const list: KeysetList = {
    columns: SUPPLIER_COLUMNS,
    from: 'supplier s',
    where: conditions.join(' and '),
    parameters,
    keys: [
      { column: 's.name', type: 'text' },
      { column: 's.id', type: 'uuid' },
    ],
    descending: false,
  };
  return keysetPage<SupplierRecord, Supplier>(db, list, args, toSupplier);
}

/** The condition on `supplier s` that it can serve a category; one that the catalog does not know is looked for verbatim. */
async function servesCategory(db: Db, given: SupplierCategoryInput, parameters: unknown[]): Promise<string> {
  const code = categoryCode(given.scheme, given.code);
  const [category] = await findCategories(db, [{ scheme: given.scheme, code }]);
  if (category) {
    // Qualified, because another extension's operator of this name would not use the index.
    const tags = `$${parameters.push(tagsOfRequest(category))}::int[]`;
    return `s.id in (select m.supplier_id from supplier_match m where m.tags operator(pg_catalog.&&) ${tags})`;
  }
  const exact = `scheme = $${parameters.push(given.scheme)} and code = $${parameters.push(code)}`;
  return `s.id in (select supplier_id from supplier_category where ${exact})`;
}
