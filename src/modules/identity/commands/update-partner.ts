import { sql } from '../../../platform/db/sql.ts';
import type { CommandContext } from '../../../platform/graphql/context.ts';
import { changePartner } from '../partner-change.ts';
import type { UpdatePartnerInput } from '../partner-input.type.ts';
import { checkPartner, managedPartner } from '../partner.rules.ts';

/** Changes a partner's profile: the fields that are named. Throws `FORBIDDEN`, `NOT_FOUND` or `VALIDATION_FAILED`. */
export async function updatePartner(
  ctx: CommandContext,
  input: UpdatePartnerInput,
): Promise<{ partnerId: string; replayed: boolean }> {
  const partnerId = managedPartner(ctx.actor, input.partnerId);
  checkPartner(input);
  const { replayed } = await changePartner(ctx, { partnerId, action: 'updatePartner', input }, async (tx) => {
    await sql(
      tx,
      'update partner set name = coalesce($2, name), website = case when $3 then $4 else website end where id = $1',
      [partnerId, input.name?.trim() ?? null, input.website !== undefined, input.website ?? null],
    );
    return {};
  });
  return { partnerId, replayed };
}
