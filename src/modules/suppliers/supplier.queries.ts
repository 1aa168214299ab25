import DataLoader from 'dataloader';
import type { Actor } from '../../platform/kernel/actor.ts';
import { type Db, sql, sqlOne } from '../../platform/db/sql.ts';
import { defineLoader, type GraphContext } from '../../platform/graphql/context.ts';
import type { SupplierSize, SupplierState } from './supplier.rules.ts';

export interface SupplierRecord {
  readonly id: string;
  readonly name: string;
  readonly country: string | null;
  readonly region: string | null;
  readonly city: string | null;
  readonly website: string | null;
  readonly size: SupplierSize | null;
  readonly founded: number | null;
  readonly description: string | null;
  readonly keywords: readonly string[];
  readonly certifications: readonly string[];
  readonly shipsTo: readonly string[] | null;
  readonly minimumOrderAmount: string | null;
  readonly minimumOrderCurrency: string | null;
  readonly rating: string | null;
  readonly state: SupplierState;
  readonly version: number;
}

export interface SupplierCategoryRecord {
  readonly supplierId: string;
  readonly scheme: string;
  readonly code: string;
}

/** The columns of a `SupplierRecord`, of `supplier s`. */
export const SUPPLIER_COLUMNS = `s.id, s.name, s.country, s.region, s.city, s.website, s.size, s.founded, s.description, s.keywords,
  s.certifications, s.ships_to as "shipsTo", trim_scale(s.minimum_order_amount)::text as "minimumOrderAmount",
  s.minimum_order_currency as "minimumOrderCurrency", s.rating, s.state, s.version`;

/** The SQL condition on `supplier s` under which an actor may read it: a supplier sees itself alone, everybody else the pool. */
export function readableSupplier(actor: Actor, parameters: unknown[]): string {
  return actor.role === 'SUPPLIER' ? `s.id = $${parameters.push(actor.supplierId)}` : 'true';
}

/** Suppliers by id that the actor may read, in no order; `engine` reads all. */
export function findSuppliers(
  db: Db,
  actor: Actor | 'engine',
  ids: readonly string[],
): Promise<SupplierRecord[]> {
  const parameters: unknown[] = [ids];
  const readable = actor === 'engine' ? 'true' : readableSupplier(actor, parameters);
  return sql<SupplierRecord>(
    db,
    `select ${SUPPLIER_COLUMNS} from supplier s where s.id = any($1::uuid[]) and ${readable}`,
    parameters,
  );
}

/** Whether the pool has this supplier, in whatever state. */
export async function supplierExists(db: Db, id: string): Promise<boolean> {
  return (await sql(db, 'select 1 from supplier where id = $1', [id])).length === 1;
}

/** How many suppliers the pool has, as the planner estimates it, at no cost; `null` before the table was first analysed. */
export async function estimatePoolSize(db: Db): Promise<number | null> {
  const row = await sqlOne<{ estimate: number }>(
    db,
    `select reltuples::float8 as estimate from pg_class where oid = 'supplier'::regclass`,
  );
  return row && row.estimate >= 0 ? row.estimate : null;
}

const suppliersById = (context: GraphContext, actor: Actor | 'engine') =>
  new DataLoader<string, SupplierRecord | null>(async (ids) => {
    const rows = new Map((await findSuppliers(context.db, actor, ids)).map((row) => [row.id, row]));
    return ids.map((id) => rows.get(id) ?? null);
  });

/** Suppliers as the caller may read them: `null` for foreign and absent ones. */
export const supplierLoader = defineLoader((context) =>
  context.actor
    ? suppliersById(context, context.actor)
    : new DataLoader<string, SupplierRecord | null>(async (ids) => ids.map(() => null)),
);

/** Suppliers without regard to the caller: only for what hangs off an object that the caller was let through to. Rejects for an absent one. */
export const supplierBehindLoader = defineLoader(
  (context) =>
    new DataLoader<string, SupplierRecord>(async (ids) => {
      const rows = new Map((await findSuppliers(context.db, 'engine', ids)).map((row) => [row.id, row]));
      return ids.map((id) => rows.get(id) ?? new Error('a referenced supplier is missing'));
    }),
);

/** What suppliers are registered for, ordered within each. */
export const supplierCategoriesLoader = defineLoader(
  (context) =>
    new DataLoader<string, SupplierCategoryRecord[]>(async (ids) => {
      const rows = await sql<SupplierCategoryRecord>(
        context.db,
        `select supplier_id as "supplierId", scheme, code from supplier_category where supplier_id = any($1::uuid[]) order by scheme, code`,
        [ids],
      );
      const bySupplier = new Map<string, SupplierCategoryRecord[]>(ids.map((id) => [id, []]));
      for (const row of rows) bySupplier.get(row.supplierId)?.push(row);
      return ids.map((id) => bySupplier.get(id) ?? []);
    }),
);
