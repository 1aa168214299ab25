import { fail } from '../../../platform/kernel/domain-error.ts';
import type { CommandContext } from '../../../platform/graphql/context.ts';
import { decideOnRfq } from '../rfq-decision.ts';
import type { PublishRfqInput } from '../rfq-input.type.ts';
import { publish } from '../rfq-publish.writes.ts';

/** Opens a draft for quotes. Throws `NOT_FOUND`, `INVALID_STATE`, `VERSION_CONFLICT`, or `VALIDATION_FAILED` for a deadline that has passed. */
export function publishRfq(
  ctx: CommandContext,
  input: PublishRfqInput,
): Promise<{ rfqId: string; replayed: boolean }> {
  return decideOnRfq(ctx, 'publishRfq', input, async (tx, rfq) => {
    const expected = input.expectedVersion ?? rfq.version;
    if (rfq.version !== expected) {
      throw fail('VERSION_CONFLICT', `The request is at version ${rfq.version} by now; read it again.`, [
        'expectedVersion',
      ]);
    }
    await publish(tx, rfq);
  });
}
