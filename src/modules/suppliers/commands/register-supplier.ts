import { actorKey } from '../../../platform/kernel/actor.ts';
import { fail } from '../../../platform/kernel/domain-error.ts';
import { idOfKey, newId } from '../../../platform/kernel/ids.ts';
import { audit } from '../../../platform/audit/audit.writes.ts';
import { inTransaction } from '../../../platform/db/in-transaction.ts';
import { sqlOne } from '../../../platform/db/sql.ts';
import type { CommandContext } from '../../../platform/graphql/context.ts';
import { isReplay, requestHash } from '../../../platform/idempotency/idempotency.writes.ts';
import type { RegisterSupplierInput } from '../supplier-input.type.ts';
import { checkProfile } from '../supplier-profile.rules.ts';
import { columnsOf, profileChanged, setCategories } from '../supplier-profile.writes.ts';

/** Adds a supplier to the pool. The operator and partners may. Throws `FORBIDDEN`, or `VALIDATION_FAILED` with all problems. */
export async function registerSupplier(
  ctx: CommandContext,
  input: RegisterSupplierInput,
): Promise<{ supplierId: string; replayed: boolean }> {
  if (ctx.actor.role !== 'OPERATOR' && ctx.actor.role !== 'PARTNER') {
    throw fail('FORBIDDEN', 'Only the operator and partners register suppliers.');
  }
  checkProfile(input, true);
  const key = input.idempotencyKey ?? undefined;
  const id = key === undefined ? newId() : idOfKey(actorKey(ctx.actor), 'supplier', key);
  return inTransaction(ctx.db, async (tx) => {
    const use = {
      aggregateId: id,
      actorKey: actorKey(ctx.actor),
      key,
      hash: requestHash('registerSupplier', input),
      creation: true as const,
    };
    if (await isReplay(tx, use)) return { supplierId: id, replayed: true };
    const columns = columnsOf(input);
    const places = Object.keys(columns).map((_column, index) => `$${index + 2}`);
    await sqlOne(
      tx,
      `insert into supplier (id, ${Object.keys(columns).join(', ')}) values ($1, ${places.join(', ')})`,
      [id, ...Object.values(columns)],
    );
    await setCategories(tx, id, input.categories ?? []);
    await profileChanged(tx, id, 1);
    await audit(tx, { aggregateId: id, action: 'registerSupplier', actor: ctx.actor });
    return { supplierId: id, replayed: false };
  });
}
