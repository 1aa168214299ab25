import type { CommandContext } from '../../../platform/graphql/context.ts';
import { answerInvitation, type InvitationAnswer } from '../invitation-answer.ts';
import { checkComment, type DeclineCode } from '../invitation.rules.ts';
import { setInvitationState } from '../invitation.writes.ts';

/** What `declineInvitation` takes; also the shape of its GraphQL input. */
export interface DeclineInvitation {
  invitationId: string;
  code: DeclineCode;
  comment?: string;
  idempotencyKey?: string;
}

/**
 * Records that the invited supplier will not quote, and why. Declining again replaces the reason. Throws
 * `INVALID_STATE` while it has a quote: that has to be withdrawn first.
 */
export function declineInvitation(ctx: CommandContext, input: DeclineInvitation): Promise<InvitationAnswer> {
  checkComment(input.comment);
  return answerInvitation(ctx, 'declineInvitation', input, (tx, { rfqId, supplierId }) =>
    setInvitationState(tx, rfqId, supplierId, 'DECLINED', {
      code: input.code,
      comment: input.comment?.trim() || null,
    }),
  );
}
