import type { Actor } from '../../../platform/kernel/actor.ts';
import { fail } from '../../../platform/kernel/domain-error.ts';
import { keyOf } from '../../../platform/kernel/ids.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { CommandContext } from '../../../platform/graphql/context.ts';
import type { UpdateBuyerInput } from '../buyer-input.type.ts';
import { findBuyers } from '../buyer.queries.ts';
import { buyerNotFound, checkBuyer, mayChangeBuyer, mayNameReference } from '../buyer.rules.ts';
import { requireFreeReference } from '../buyer.writes.ts';
import { changePartner } from '../partner-change.ts';

/** Changes a buyer's profile: the fields that are named. Throws `FORBIDDEN`, `NOT_FOUND` or `VALIDATION_FAILED`. */
export async function updateBuyer(
  ctx: CommandContext,
  input: UpdateBuyerInput,
): Promise<{ buyerId: string; replayed: boolean }> {
  const id = namedBuyer(ctx.actor, input.buyerId);
  const [buyer] = await findBuyers(ctx.db, [id], ctx.actor);
  if (!buyer) throw buyerNotFound();
  if (!mayChangeBuyer(ctx.actor, buyer) || (input.reference !== undefined && !mayNameReference(ctx.actor)))
    throw fail('FORBIDDEN', 'A buyer is changed by its own people, its reference by the partner.');
  checkBuyer(input);
  const { partnerId } = buyer;
  const reference = input.reference?.trim() ?? null;
  const { replayed } = await changePartner(ctx, { partnerId, action: 'updateBuyer', input }, async (tx) => {
    if (reference !== null) await requireFreeReference(tx, partnerId, reference, id);
    await sql(
      tx,
      `update buyer set name = coalesce($2, name), country = coalesce($3, country),
              reference = case when $4 then $5 else reference end
        where id = $1`,
      [id, input.name?.trim() ?? null, input.country ?? null, input.reference !== undefined, reference],
    );
    return { buyerId: id };
  });
  return { buyerId: id, replayed };
}

/** The buyer that is meant: the caller's own when none is named. */
function namedBuyer(actor: Actor, buyerId: string | null | undefined): string {
  if (buyerId === undefined || buyerId === null) {
    if (actor.role === 'BUYER') return actor.buyerId;
    throw fail('VALIDATION_FAILED', 'Name the buyer.', ['buyerId']);
  }
  const [id] = keyOf('Buyer', buyerId, 1) ?? [];
  if (id === undefined) throw buyerNotFound();
  return id;
}
