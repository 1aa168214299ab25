import { inTransaction } from '../../../platform/db/in-transaction.ts';
import { audit } from '../../../platform/audit/audit.writes.ts';
import type { CommandContext } from '../../../platform/graphql/context.ts';
import { insertRfq } from '../rfq-create.writes.ts';
import { checkRfqInput } from '../rfq-input.rules.ts';
import type { PostRfqInput } from '../rfq-input.type.ts';

/** Keeps an RFQ as a draft. Throws `VALIDATION_FAILED` and its kin with all problems at once. */
export async function createRfq(
  ctx: CommandContext,
  input: PostRfqInput,
): Promise<{ rfqId: string; replayed: boolean }> {
  checkRfqInput(input);
  return inTransaction(ctx.db, async (tx) => {
    const { id, replayed } = await insertRfq(tx, ctx.actor, 'createRfq', input);
    if (!replayed)
      await audit(tx, {
        aggregateId: id,
        action: 'createRfq',
        actor: ctx.actor,
        details: { lines: input.lines.length },
      });
    return { rfqId: id, replayed };
  });
}
