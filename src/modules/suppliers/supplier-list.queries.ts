import type { Actor } from '../../platform/kernel/actor.ts';
import type { Db } from '../../platform/db/sql.ts';
import { type KeysetList, keysetPage } from '../../platform/graphql/keyset-page.ts';
import type { Connection, ConnectionArgs } from '../../platform/graphql/relay.ts';
import { categoryCode, findCategories } from '../catalog/index.ts';
import { checkSupplierFilter } from './supplier-filter.rules.ts';
import type { SupplierCategoryInput } from './supplier-input.type.ts';
import type { SupplierFilter, SupplierOrder } from './supplier-list.type.ts';
import { readableSupplier, SUPPLIER_COLUMNS, type SupplierRecord } from './supplier.queries.ts';
import { tagsOfRequest } from './supplier-tags.ts';
import { type Supplier, toSupplier } from './supplier.type.ts';

const KEY_OF_ORDER = {
  NAME: { column: 's.name', type: 'text' },
  RATING: { column: 'coalesce(s.rating, -1)', type: 'numeric' },
} as const;

/**
 * The suppliers that an actor may see. `search` forgives typing errors: it matches similar parts of names. Walks an
 * index in the list's order, for each country on its own where some are given; other conditions use an index of
 * theirs or are judged on the way, which is at most once through the pool. Throws `BAD_USER_INPUT`.
 */
export async function listSuppliers(
  db: Db,
  actor: Actor,
  search: string | null,
  filter: SupplierFilter,
  order: SupplierOrder,
  args: ConnectionArgs,
): Promise<Connection<Supplier>> {
  checkSupplierFilter(search, filter);
  const list = await supplierList(db, actor, search?.trim() ?? '', filter, order);
  return keysetPage<SupplierRecord, Supplier>(db, list, args, toSupplier);
}

/** The list in SQL; its filter was checked. */
export async function supplierList(
  db: Db,
  actor: Actor,
  search: string,
  filter: SupplierFilter,
  order: SupplierOrder,
): Promise<KeysetList> {
  const { countries, shipsTo, certifications, category, sizes, minimumRating, state } = filter;
  const [, name, direction] = /^(.*)_(ASC|DESC)$/.exec(order) ?? [];
  const parameters: unknown[] = [];
  const conditions = [readableSupplier(actor, parameters)];
  const add = (value: unknown, condition: (place: string) => string) =>
    conditions.push(condition(`$${parameters.push(value)}`));
  const byCountry = countries && name === 'NAME' && search === '';
  if (search !== '') add(search, (place) => `folded(${place}::text) <% folded(s.name)`);
  if (countries && !byCountry) add(countries, (place) => `s.country = any(${place}::text[])`);
  if (shipsTo) add(shipsTo, (place) => `(s.ships_to is null or ${place} = any(s.ships_to))`);
  if (certifications) add(certifications, (place) => `s.certifications @> ${place}::text[]`);
  if (category) conditions.push(await servesCategory(db, category, parameters));
  if (sizes) add(sizes, (place) => `s.size = any(${place}::text[])`);
  if (minimumRating) add(minimumRating, (place) => `coalesce(s.rating, -1) >= ${place}::numeric`);
  if (state) add(state, (place) => `s.state = ${place}`);
  return {
    name: `suppliers:${order}`,
    columns: SUPPLIER_COLUMNS,
    from: 'supplier s',
    where: conditions.join(' and '),
    parameters,
    ...(byCountry && { split: { column: 's.country', values: countries } }),
    keys: [KEY_OF_ORDER[name as keyof typeof KEY_OF_ORDER], { column: 's.id', type: 'uuid' }],
    descending: direction === 'DESC',
  };
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
