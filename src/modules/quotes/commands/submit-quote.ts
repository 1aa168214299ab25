import { actorKey } from '../../../platform/kernel/actor.ts';
import { idOfKey, newId } from '../../../platform/kernel/ids.ts';
import type { CommandContext } from '../../../platform/graphql/context.ts';
import { emit } from '../../../platform/outbox/outbox.writes.ts';
import { setInvitationState } from '../../invitations/index.ts';
import { type DecidedQuote, decideOnQuote, ownInvitation } from '../quote-decision.ts';
import type { SubmitQuoteInput } from '../quote-input.type.ts';
import { putRevision } from '../quote-revision.writes.ts';
import { quoteSubmitted } from '../quote.events.ts';
import { assertMaySubmit } from '../quote.rules.ts';

/**
 * Quotes on an invitation: for the first time, or with a new revision of a quote that was withdrawn. Throws
 * `ALREADY_QUOTED`, what `decideOnQuote` throws, and `VALIDATION_FAILED` and its kin with all problems at once.
 */
export function submitQuote(ctx: CommandContext, input: SubmitQuoteInput): Promise<DecidedQuote> {
  return decideOnQuote(ctx, 'submitQuote', input, ownInvitation(input.invitationId), async (tx, turn) => {
    assertMaySubmit(turn.quote);
    const { rfq, supplierId } = turn;
    const quoteId = turn.quote?.id ?? newQuoteId(ctx, rfq.id, input.idempotencyKey);
    const revision = await putRevision(tx, ctx.actor, turn, quoteId, input);
    await setInvitationState(tx, rfq.id, supplierId, 'QUOTED');
    await emit(tx, quoteSubmitted, rfq.id, revision);
    return revision;
  });
}

const newQuoteId = (ctx: CommandContext, rfqId: string, key: string | null | undefined): string =>
  key ? idOfKey(actorKey(ctx.actor), `quote on ${rfqId}`, key) : newId();
