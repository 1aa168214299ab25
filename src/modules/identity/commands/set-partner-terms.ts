import { sql } from '../../../platform/db/sql.ts';
import type { CommandContext } from '../../../platform/graphql/context.ts';
import { changePartner } from '../partner-change.ts';
import type { SetPartnerTermsInput } from '../partner-input.type.ts';
import { checkCostOfCapital, managedPartner } from '../partner.rules.ts';

/**
 * Changes a partner's terms: those that are named. Comparisons of open requests follow at once; those of closed
 * ones keep what was frozen. Throws `FORBIDDEN`, `NOT_FOUND` or `VALIDATION_FAILED`.
 */
export async function setPartnerTerms(
  ctx: CommandContext,
  input: SetPartnerTermsInput,
): Promise<{ partnerId: string; replayed: boolean }> {
  const partnerId = managedPartner(ctx.actor, input.partnerId);
  const { costOfCapital } = input;
  checkCostOfCapital(costOfCapital);
  const { replayed } = await changePartner(
    ctx,
    { partnerId, action: 'setPartnerTerms', input },
    async (tx) => {
      if (costOfCapital === undefined) return {};
      await sql(tx, 'update partner set cost_of_capital = $2 where id = $1', [partnerId, costOfCapital]);
      return { costOfCapital };
    },
  );
  return { partnerId, replayed };
}
