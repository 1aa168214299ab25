import { fail } from '../../../platform/kernel/domain-error.ts';
import type { CommandContext } from '../../../platform/graphql/context.ts';
import { decideOnRfq } from '../../rfqs/index.ts';
import type { DeclareUnsuccessfulInput } from '../award-input.type.ts';
import { findAwardsOfRfq } from '../award.queries.ts';
import { finishRfq } from '../award.writes.ts';

/**
 * Ends a closed RFQ for which nobody else is to be found: `UNSUCCESSFUL` without any award, `PARTIALLY_AWARDED`
 * where some awards are confirmed and the others lapsed. Throws `NOT_FOUND`, `INVALID_STATE`, or
 * `ALREADY_AWARDED` while an award awaits its confirmation.
 */
export function declareUnsuccessful(
  ctx: CommandContext,
  input: DeclareUnsuccessfulInput,
): Promise<{ rfqId: string; replayed: boolean }> {
  return decideOnRfq(ctx, 'declareUnsuccessful', input, async (tx, rfq) => {
    const awards = await findAwardsOfRfq(tx, rfq.id);
    if (awards.some((award) => award.state === 'PENDING')) {
      throw fail('ALREADY_AWARDED', 'An award awaits its supplier’s confirmation.', ['rfqId']);
    }
    const confirmed = awards.some((award) => award.state === 'CONFIRMED');
    await finishRfq(tx, rfq, confirmed ? 'PARTIALLY_AWARDED' : 'UNSUCCESSFUL', awards);
  });
}
