import { type Actor, actorKey } from '../../../platform/kernel/actor.ts';
import { fail } from '../../../platform/kernel/domain-error.ts';
import { keyOf } from '../../../platform/kernel/ids.ts';
import { audit } from '../../../platform/audit/audit.writes.ts';
import { inTransaction } from '../../../platform/db/in-transaction.ts';
import { sql, sqlOne } from '../../../platform/db/sql.ts';
import type { CommandContext } from '../../../platform/graphql/context.ts';
import { isReplay, requestHash } from '../../../platform/idempotency/idempotency.writes.ts';
import type { UpdateSupplierProfileInput } from '../supplier-input.type.ts';
import { checkProfile } from '../supplier-profile.rules.ts';
import { columnsOf, profileChanged, setCategories } from '../supplier-profile.writes.ts';

const mayChange = (actor: Actor, supplierId: string): boolean =>
  actor.role === 'OPERATOR' || (actor.role === 'SUPPLIER' && actor.supplierId === supplierId);

/** Changes a supplier's profile: the supplier itself and the operator may. Throws `NOT_FOUND` and `VERSION_CONFLICT`. */
export async function updateSupplierProfile(
  ctx: CommandContext,
  input: UpdateSupplierProfileInput,
): Promise<{ supplierId: string; replayed: boolean }> {
  const notFound = () => fail('NOT_FOUND', 'There is no such supplier.', ['supplierId']);
  const [id] = keyOf('Supplier', input.supplierId, 1) ?? [];
  if (id === undefined || !mayChange(ctx.actor, id)) throw notFound();
  checkProfile(input, input.name === null);
  return inTransaction(ctx.db, async (tx) => {
    const replayed = await isReplay(tx, {
      aggregateId: id,
      actorKey: actorKey(ctx.actor),
      key: input.idempotencyKey ?? undefined,
      hash: requestHash('updateSupplierProfile', input),
    });
    const row = await sqlOne<{ version: number }>(
      tx,
      'select version from supplier where id = $1 for update',
      [id],
    );
    if (!row) throw notFound();
    if (replayed) return { supplierId: id, replayed };
    if (row.version !== input.expectedVersion) {
      throw fail('VERSION_CONFLICT', `The profile is at version ${row.version} by now; read it again.`, [
        'expectedVersion',
      ]);
    }
    const columns = columnsOf(input);
    const changes = Object.keys(columns).map((column, index) => `${column} = $${index + 2}`);
    await sql(
      tx,
      `update supplier set ${[...changes, 'version = version + 1', 'updated_at = now()'].join(', ')} where id = $1`,
      [id, ...Object.values(columns)],
    );
    if (input.categories !== undefined) await setCategories(tx, id, input.categories ?? []);
    await profileChanged(tx, id, row.version + 1);
    await audit(tx, {
      aggregateId: id,
      action: 'updateSupplierProfile',
      actor: ctx.actor,
      details: { version: row.version + 1 },
    });
    return { supplierId: id, replayed: false };
  });
}
