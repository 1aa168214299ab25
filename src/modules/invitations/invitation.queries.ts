import DataLoader from 'dataloader';
import type { Actor } from '../../platform/kernel/actor.ts';
import { type Db, sql } from '../../platform/db/sql.ts';
import { defineLoader } from '../../platform/graphql/context.ts';
import type { Reason } from '../matching/index.ts';
import { isOpened, readableBy, RfqState } from '../rfqs/index.ts';
import type { DeclineCode, InvitationState } from './invitation.rules.ts';

/** An invitation as one actor may see it. */
export interface InvitationRecord {
  readonly rfqId: string;
  readonly supplierId: string;
  readonly wave: number;
  readonly state: InvitationState;
  readonly score: number;
  readonly reasons: readonly Reason[];
  readonly sentAt: Date;
  readonly viewedAt: Date | null;
  readonly respondedAt: Date | null;
  readonly declineCode: DeclineCode | null;
  readonly declineComment: string | null;
}

/** `isOpened` of the RFQs room for sealed ones, as a list: the two cannot disagree. */
const UNOPENED_STATES = Object.values(RfqState)
  .filter((state) => !isOpened({ bidVisibility: 'SEALED', state }))
  .map((state) => `'${state}'`)
  .join(', ');

/** Whether answers are a secret to the actor: on a sealed RFQ until it is opened, to everybody but each supplier itself. */
const sealedTo = (actor: Actor): string =>
  actor.role === 'SUPPLIER' ? 'false' : `(r.bid_visibility = 'SEALED' and r.state in (${UNOPENED_STATES}))`;

/** The state of an `invitation i join rfq r` as an actor may see it: `SENT` and nothing more while answers are sealed. */
export const stateFor = (actor: Actor): string => `case when ${sealedTo(actor)} then 'SENT' else i.state end`;

/** The columns of an `InvitationRecord` of `invitation i join rfq r`, as an actor may see them. */
export function columnsFor(actor: Actor): string {
  const unsealed = (column: string) => `case when not ${sealedTo(actor)} then i.${column} end`;
  return `i.rfq_id as "rfqId", i.supplier_id as "supplierId", i.wave, i.score, i.reasons, i.sent_at as "sentAt",
    ${stateFor(actor)} as state,
    ${unsealed('viewed_at')} as "viewedAt", ${unsealed('responded_at')} as "respondedAt",
    ${unsealed('decline_code')} as "declineCode", ${unsealed('decline_comment')} as "declineComment"`;
}

/** The SQL condition on `invitation i join rfq r` under which an actor may read it: suppliers their own, others those of their RFQs. */
function invitationsReadableBy(actor: Actor, parameters: unknown[]): string {
  return actor.role === 'SUPPLIER'
    ? `i.supplier_id = $${parameters.push(actor.supplierId)}`
    : readableBy(actor, parameters);
}

export interface InvitationKey {
  readonly rfqId: string;
  readonly supplierId: string;
}

/** Invitations by RFQ and supplier that the actor may read, in no order. */
export function findInvitations(
  db: Db,
  actor: Actor,
  keys: readonly InvitationKey[],
): Promise<InvitationRecord[]> {
  const parameters: unknown[] = [keys.map((key) => key.rfqId), keys.map((key) => key.supplierId)];
  return sql<InvitationRecord>(
    db,
    `select ${columnsFor(actor)} from invitation i join rfq r on r.id = i.rfq_id
      where (i.rfq_id, i.supplier_id) in (select * from unnest($1::uuid[], $2::uuid[]))
        and ${invitationsReadableBy(actor, parameters)}`,
    parameters,
  );
}

/** Invitations as the caller may read them: `null` for foreign and absent ones. */
export const invitationLoader = defineLoader(
  (context) =>
    new DataLoader<InvitationKey, InvitationRecord | null, string>(
      async (keys) => {
        const rows = context.actor ? await findInvitations(context.db, context.actor, keys) : [];
        const byKey = new Map(rows.map((row) => [textOf(row), row]));
        return keys.map((key) => byKey.get(textOf(key)) ?? null);
      },
      { cacheKeyFn: textOf },
    ),
);

const textOf = ({ rfqId, supplierId }: InvitationKey): string => `${rfqId}:${supplierId}`;

/** An invitation as its supplier's inbox lists it. */
export interface InboxRecord {
  readonly rfqId: string;
  readonly title: string;
  readonly buyerName: string;
  readonly currency: string;
  readonly deliverToCountry: string;
  readonly closesAt: Date;
  readonly lineCount: number;
}
