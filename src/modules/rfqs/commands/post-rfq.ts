import { inTransaction } from '../../../platform/db/in-transaction.ts';
import { audit } from '../../../platform/audit/audit.writes.ts';
import type { CommandContext } from '../../../platform/graphql/context.ts';
import { insertRfq } from '../rfq-create.writes.ts';
import { checkRfqInput } from '../rfq-input.rules.ts';
import type { PostRfqInput } from '../rfq-input.type.ts';
import { publish } from '../rfq-publish.writes.ts';
import { rfqNotFound } from '../rfq.rules.ts';
import { lockRfq } from '../rfq.writes.ts';

/** Creates and publishes an RFQ in one transaction. Throws `VALIDATION_FAILED` and its kin with all problems at once. */
export async function postRfq(
  ctx: CommandContext,
  input: PostRfqInput,
): Promise<{ rfqId: string; replayed: boolean }> {
  checkRfqInput(input);
  return inTransaction(ctx.db, async (tx) => {
    const { id, replayed } = await insertRfq(tx, ctx.actor, 'postRfq', input);
    if (!replayed) {
      const rfq = await lockRfq(tx, id);
      if (!rfq) throw rfqNotFound();
      await publish(tx, rfq);
      await audit(tx, {
        aggregateId: id,
        action: 'postRfq',
        actor: ctx.actor,
        onBehalfOf: input.onBehalfOf ? rfq.buyerId : undefined,
      });
    }
    return { rfqId: id, replayed };
  });
}
