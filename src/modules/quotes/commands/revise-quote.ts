import type { CommandContext } from '../../../platform/graphql/context.ts';
import { emit } from '../../../platform/outbox/outbox.writes.ts';
import { type DecidedQuote, decideOnQuote, ownQuote } from '../quote-decision.ts';
import type { ReviseQuoteInput } from '../quote-input.type.ts';
import { putRevision } from '../quote-revision.writes.ts';
import { quoteRevised } from '../quote.events.ts';
import { assertMayChange, quoteNotFound } from '../quote.rules.ts';

/**
 * Replaces a quote by a new revision. Throws `VERSION_CONFLICT` unless it is still the one that the supplier has
 * read, `INVALID_STATE`, what `decideOnQuote` throws, and `VALIDATION_FAILED` and its kin with all problems at once.
 */
export function reviseQuote(ctx: CommandContext, input: ReviseQuoteInput): Promise<DecidedQuote> {
  return decideOnQuote(ctx, 'reviseQuote', input, ownQuote(input.quoteId), async (tx, turn) => {
    const { quote, rfq } = turn;
    if (!quote) throw quoteNotFound();
    assertMayChange(quote, input.expectedVersion);
    const revision = await putRevision(tx, ctx.actor, turn, quote.id, input);
    await emit(tx, quoteRevised, rfq.id, revision);
    return revision;
  });
}
