import { fail } from '../../../platform/kernel/domain-error.ts';
import { keyOf } from '../../../platform/kernel/ids.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { CommandContext } from '../../../platform/graphql/context.ts';
import { changePartner, managedPartner } from '../../identity/index.ts';
import { supplierExists } from '../supplier.queries.ts';
import type { SetSupplierStandingInput } from '../supplier-standing.type.ts';

/** Prefers or blocks a supplier for a partner's buyers, or takes that back. Requests that were matched before stay as they are. Throws `FORBIDDEN` or `NOT_FOUND`. */
export async function setSupplierStanding(
  ctx: CommandContext,
  input: SetSupplierStandingInput,
): Promise<{ partnerId: string; supplierId: string; replayed: boolean }> {
  const partnerId = managedPartner(ctx.actor, input.partnerId);
  const supplierNotFound = () => fail('NOT_FOUND', 'There is no such supplier.', ['supplierId']);
  const [supplierId] = keyOf('Supplier', input.supplierId, 1) ?? [];
  if (supplierId === undefined) throw supplierNotFound();
  const standing = input.standing ?? null;
  const act = { partnerId, action: 'setSupplierStanding', input };
  const { replayed } = await changePartner(ctx, act, async (tx) => {
    if (!(await supplierExists(tx, supplierId))) throw supplierNotFound();
    if (standing === null) {
      await sql(tx, 'delete from supplier_overlay where partner_id = $1 and supplier_id = $2', [
        partnerId,
        supplierId,
      ]);
    } else {
      await sql(
        tx,
        `insert into supplier_overlay (partner_id, supplier_id, standing) values ($1, $2, $3)
         on conflict (partner_id, supplier_id) do update set standing = excluded.standing, set_at = excluded.set_at`,
        [partnerId, supplierId, standing],
      );
    }
    return { supplierId, standing };
  });
  return { partnerId, supplierId, replayed };
}
