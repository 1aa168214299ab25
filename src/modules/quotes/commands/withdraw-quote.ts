import { Problems } from '../../../platform/kernel/problems.ts';
import type { CommandContext } from '../../../platform/graphql/context.ts';
import { emit } from '../../../platform/outbox/outbox.writes.ts';
import { setInvitationState } from '../../invitations/index.ts';
import { type DecidedQuote, decideOnQuote, ownQuote } from '../quote-decision.ts';
import type { WithdrawQuoteInput } from '../quote-input.type.ts';
import { quoteWithdrawn } from '../quote.events.ts';
import { assertMayChange, quoteNotFound } from '../quote.rules.ts';
import { setQuoteStates } from '../quote.writes.ts';

/** Takes a quote back while the RFQ is open. Throws `VERSION_CONFLICT`, `INVALID_STATE`, `VALIDATION_FAILED`, and what `decideOnQuote` throws. */
export function withdrawQuote(ctx: CommandContext, input: WithdrawQuoteInput): Promise<DecidedQuote> {
  return decideOnQuote(
    ctx,
    'withdrawQuote',
    input,
    ownQuote(input.quoteId),
    async (tx, { rfq, supplierId, quote }) => {
      if (!quote) throw quoteNotFound();
      const problems = new Problems();
      if (input.reason) problems.text(['reason'], input.reason, 0, 1_000);
      problems.throwIfAny();
      assertMayChange(quote, input.expectedVersion ?? quote.version);
      await setQuoteStates(tx, rfq.id, [
        { quoteId: quote.id, state: 'WITHDRAWN', reason: input.reason || null },
      ]);
      await setInvitationState(tx, rfq.id, supplierId, 'VIEWED');
      const withdrawn = { rfqId: rfq.id, quoteId: quote.id, supplierId, version: quote.version };
      await emit(tx, quoteWithdrawn, rfq.id, withdrawn);
      return withdrawn;
    },
  );
}
