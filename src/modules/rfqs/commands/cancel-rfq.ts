import { Problems } from '../../../platform/kernel/problems.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { CommandContext } from '../../../platform/graphql/context.ts';
import { emit } from '../../../platform/outbox/outbox.writes.ts';
import { decideOnRfq } from '../rfq-decision.ts';
import type { CancelRfqInput } from '../rfq-input.type.ts';
import { rfqCancelled } from '../rfq.events.ts';
import { setRfqState } from '../rfq.writes.ts';

/** Calls an RFQ off: a draft or an open one. What is closed is awarded or declared unsuccessful. Throws `NOT_FOUND` or `INVALID_STATE`. */
export async function cancelRfq(
  ctx: CommandContext,
  input: CancelRfqInput,
): Promise<{ rfqId: string; replayed: boolean }> {
  const problems = new Problems();
  if (input.reason) problems.text(['reason'], input.reason, 0, 1_000);
  problems.throwIfAny();
  return decideOnRfq(ctx, 'cancelRfq', input, async (tx, rfq) => {
    await setRfqState(tx, rfq, 'CANCELLED');
    await sql(tx, 'update rfq set cancel_reason = $2 where id = $1', [rfq.id, input.reason ?? null]);
    await emit(tx, rfqCancelled, rfq.id, { rfqId: rfq.id });
  });
}
