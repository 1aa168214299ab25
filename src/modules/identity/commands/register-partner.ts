import { actorKey } from '../../../platform/kernel/actor.ts';
import { fail } from '../../../platform/kernel/domain-error.ts';
import { idOfKey, newId } from '../../../platform/kernel/ids.ts';
import { audit } from '../../../platform/audit/audit.writes.ts';
import { inTransaction } from '../../../platform/db/in-transaction.ts';
import { sqlOne } from '../../../platform/db/sql.ts';
import type { CommandContext } from '../../../platform/graphql/context.ts';
import { isReplay, requestHash } from '../../../platform/idempotency/idempotency.writes.ts';
import type { RegisterPartnerInput } from '../partner-input.type.ts';
import { checkPartner } from '../partner.rules.ts';

/** Adds a partner. Operators may. Throws `FORBIDDEN`, or `VALIDATION_FAILED` with all problems, a slug that is taken among them. */
export async function registerPartner(
  ctx: CommandContext,
  input: RegisterPartnerInput,
): Promise<{ partnerId: string; replayed: boolean }> {
  if (ctx.actor.role !== 'OPERATOR') throw fail('FORBIDDEN', 'Only the operator registers partners.');
  checkPartner(input);
  const key = input.idempotencyKey ?? undefined;
  const id = key === undefined ? newId() : idOfKey(actorKey(ctx.actor), 'partner', key);
  return inTransaction(ctx.db, async (tx) => {
    const use = {
      aggregateId: id,
      actorKey: actorKey(ctx.actor),
      key,
      hash: requestHash('registerPartner', input),
      creation: true as const,
    };
    if (await isReplay(tx, use)) return { partnerId: id, replayed: true };
    const added = await sqlOne(
      tx,
      `insert into partner (id, slug, name, website) values ($1, $2, $3, $4)
       on conflict (slug) do nothing returning id`,
      [id, input.slug, input.name.trim(), input.website ?? null],
    );
    if (!added) throw fail('VALIDATION_FAILED', 'Another partner has this slug.', ['slug']);
    await audit(tx, { aggregateId: id, action: 'registerPartner', actor: ctx.actor });
    return { partnerId: id, replayed: false };
  });
}
