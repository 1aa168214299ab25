import DataLoader from 'dataloader';
import { type Db, sql } from '../../platform/db/sql.ts';
import { defineLoader, type GraphContext } from '../../platform/graphql/context.ts';
import { nestedPage } from '../../platform/graphql/nested-page.ts';
import type { Connection, ConnectionArgs } from '../../platform/graphql/relay.ts';
import { SUPPLIER_COLUMNS, type SupplierRecord } from './supplier.queries.ts';
import type { SupplierStanding } from './supplier-standing.rules.ts';
import type { SupplierOverlayEntry, SupplierOverlayFilter } from './supplier-standing.type.ts';
import { toSupplier } from './supplier.type.ts';

/** The standings that suppliers have with a partner, by supplier; those with none are not in the map. */
export async function findStandings(
  db: Db,
  partnerId: string,
  supplierIds: readonly string[],
): Promise<Map<string, SupplierStanding>> {
  const rows = await sql<{ supplierId: string; standing: SupplierStanding }>(
    db,
    `select supplier_id as "supplierId", standing from supplier_overlay
      where partner_id = $1 and supplier_id = any($2::uuid[])`,
    [partnerId, supplierIds],
  );
  return new Map(rows.map((row) => [row.supplierId, row.standing]));
}

/** What the caller's partner thinks of suppliers: `null` for nothing, and for callers to whom it is not to be told. */
export const standingLoader = defineLoader(
  ({ db, actor }) =>
    new DataLoader<string, SupplierStanding | null>(async (ids) => {
      const tells = actor?.role === 'PARTNER' || actor?.role === 'AGENT';
      const standings = tells ? await findStandings(db, actor.partnerId, ids) : null;
      return ids.map((id) => standings?.get(id) ?? null);
    }),
);

type OverlayRow = SupplierRecord & { readonly standing: SupplierStanding; readonly setAt: Date };

/** The suppliers that a partner thinks something of, by name. The caller was let through to its terms. */
export function listOverlay(
  context: GraphContext,
  partnerId: string,
  filter: SupplierOverlayFilter | null,
  args: ConnectionArgs,
): Promise<Connection<SupplierOverlayEntry>> {
  const list = {
    name: 'supplierOverlay',
    parent: 'o.partner_id',
    columns: `${SUPPLIER_COLUMNS}, o.standing, o.set_at as "setAt"`,
    from: 'supplier_overlay o join supplier s on s.id = o.supplier_id',
    where: '($1::text is null or o.standing = $1)',
    parameters: [filter?.standing ?? null],
    keys: [
      { column: 's.name', type: 'text' },
      { column: 's.id', type: 'uuid' },
    ],
    descending: false,
  };
  return nestedPage<OverlayRow, SupplierOverlayEntry>(
    context,
    list,
    partnerId,
    args,
    ({ standing, setAt, ...record }) => ({ supplier: toSupplier(record), standing, setAt }),
  );
}
