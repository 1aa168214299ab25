import { sql, sqlOne, type Tx } from '../../platform/db/sql.ts';
import { emit } from '../../platform/outbox/outbox.writes.ts';
import { invitationChanged } from './invitation.events.ts';
import { assertInvitationTransition, type DeclineCode, type InvitationState } from './invitation.rules.ts';

/** An invitation whose row the transaction holds. */
export interface LockedInvitation {
  readonly rfqId: string;
  readonly supplierId: string;
  readonly state: InvitationState;
  readonly declineCode: DeclineCode | null;
  readonly declineComment: string | null;
}

/** Locks a supplier's invitation to an RFQ; `null` when it was not invited. Lock the RFQ first, always in this order. */
export function lockInvitation(tx: Tx, rfqId: string, supplierId: string): Promise<LockedInvitation | null> {
  return sqlOne<LockedInvitation>(
    tx,
    `select rfq_id as "rfqId", supplier_id as "supplierId", state,
            decline_code as "declineCode", decline_comment as "declineComment"
       from invitation where rfq_id = $1 and supplier_id = $2 for update`,
    [rfqId, supplierId],
  );
}

/** What a supplier gave as its reason. */
export interface Decline {
  readonly code: DeclineCode;
  readonly comment: string | null;
}

/**
 * Moves an invitation to another state and states the fact. Locks the row; the caller has locked the RFQ and
 * judged its deadline. Does nothing where the state is that one already. Throws `INVALID_STATE`.
 */
export async function setInvitationState(
  tx: Tx,
  rfqId: string,
  supplierId: string,
  state: Extract<InvitationState, 'VIEWED' | 'QUOTED' | 'DECLINED'>,
  decline: Decline | null = null,
): Promise<void> {
  const invitation = await lockInvitation(tx, rfqId, supplierId);
  if (!invitation) throw new Error(`supplier ${supplierId} is not invited to ${rfqId}`);
  const { declineCode: code, declineComment: comment } = invitation;
  const same = invitation.state === state;
  if (same && code === (decline?.code ?? null) && comment === (decline?.comment ?? null)) return;
  if (!same) assertInvitationTransition(invitation.state, state);
  await sql(
    tx,
    `update invitation
        set state = $3, decline_code = $4, decline_comment = $5,
            viewed_at = case when $3 = 'VIEWED' then coalesce(viewed_at, now()) else viewed_at end,
            responded_at = case when $3 = 'VIEWED' then null else now() end
      where rfq_id = $1 and supplier_id = $2`,
    [rfqId, supplierId, state, decline?.code ?? null, decline?.comment ?? null],
  );
  await emit(tx, invitationChanged, rfqId, { rfqId, supplierId });
}
