import type { CommandContext } from '../../../platform/graphql/context.ts';
import { answerInvitation, type InvitationAnswer } from '../invitation-answer.ts';
import { setInvitationState } from '../invitation.writes.ts';

/** Notes that the invited supplier has seen its invitation. One that has been viewed or answered stays as it is. */
export function markInvitationViewed(
  ctx: CommandContext,
  input: { invitationId: string; idempotencyKey?: string },
): Promise<InvitationAnswer> {
  return answerInvitation(ctx, 'markInvitationViewed', input, async (tx, { rfqId, supplierId, state }) => {
    if (state === 'SENT') await setInvitationState(tx, rfqId, supplierId, 'VIEWED');
  });
}
