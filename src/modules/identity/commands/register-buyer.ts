import { actorKey } from '../../../platform/kernel/actor.ts';
import { idOfKey, newId } from '../../../platform/kernel/ids.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { CommandContext } from '../../../platform/graphql/context.ts';
import type { RegisterBuyerInput } from '../buyer-input.type.ts';
import { checkBuyer } from '../buyer.rules.ts';
import { requireFreeReference } from '../buyer.writes.ts';
import { changePartner } from '../partner-change.ts';
import { managedPartner } from '../partner.rules.ts';

/** Adds a buying organisation to a partner. Throws `FORBIDDEN`, `NOT_FOUND`, or `VALIDATION_FAILED` with all problems. */
export async function registerBuyer(
  ctx: CommandContext,
  input: RegisterBuyerInput,
): Promise<{ buyerId: string; replayed: boolean }> {
  const partnerId = managedPartner(ctx.actor, input.partnerId);
  checkBuyer(input);
  const key = input.idempotencyKey ?? undefined;
  const buyerId = key === undefined ? newId() : idOfKey(actorKey(ctx.actor), `buyer:${partnerId}`, key);
  const reference = input.reference?.trim() ?? null;
  const act = { partnerId, action: 'registerBuyer', input, creation: true } as const;
  const { replayed } = await changePartner(ctx, act, async (tx) => {
    if (reference !== null) await requireFreeReference(tx, partnerId, reference, buyerId);
    await sql(
      tx,
      'insert into buyer (id, partner_id, name, country, reference) values ($1, $2, $3, $4, $5)',
      [buyerId, partnerId, input.name.trim(), input.country, reference],
    );
    return { buyerId };
  });
  return { buyerId, replayed };
}
