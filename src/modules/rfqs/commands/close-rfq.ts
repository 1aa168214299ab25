import { fail } from '../../../platform/kernel/domain-error.ts';
import type { CommandContext } from '../../../platform/graphql/context.ts';
import { emit } from '../../../platform/outbox/outbox.writes.ts';
import { decideOnRfq } from '../rfq-decision.ts';
import type { CloseRfqInput } from '../rfq-input.type.ts';
import { rfqClosed } from '../rfq.events.ts';
import { setRfqState } from '../rfq.writes.ts';

/** Closes an open RFQ before its deadline. A sealed one opens at its deadline only: `SEALED_UNTIL_CLOSE`. */
export function closeRfq(
  ctx: CommandContext,
  input: CloseRfqInput,
): Promise<{ rfqId: string; replayed: boolean }> {
  return decideOnRfq(ctx, 'closeRfq', input, async (tx, rfq) => {
    if (rfq.state === 'OPEN' && rfq.bidVisibility === 'SEALED' && !rfq.due) {
      throw fail('SEALED_UNTIL_CLOSE', `Sealed quotes open at ${rfq.closesAt.toISOString()}, not before.`, [
        'rfqId',
      ]);
    }
    await setRfqState(tx, rfq, 'CLOSED');
    await emit(tx, rfqClosed, rfq.id, { rfqId: rfq.id });
  });
}
