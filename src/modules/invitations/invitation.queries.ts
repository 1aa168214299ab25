import DataLoader from 'dataloader';
import type { Actor } from '../../platform/kernel/actor.ts';
import { type Db, sql } from '../../platform/db/sql.ts';
import { defineLoader, type GraphContext } from '../../platform/graphql/context.ts';
import { keysetPage } from '../../platform/graphql/keyset-page.ts';
import type { Connection, ConnectionArgs } from '../../platform/graphql/relay.ts';
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

/**
 * The columns of an `InvitationRecord` of `invitation i join rfq r`, as an actor may see them. Until a sealed RFQ
 * is opened, whether a supplier has answered is known to that supplier alone: to everybody else each invitation
 * is `SENT` and nothing more.
 */
function columnsFor(actor: Actor): string {
  const sealed =
    actor.role === 'SUPPLIER' ? 'false' : `(r.bid_visibility = 'SEALED' and r.state in (${UNOPENED_STATES}))`;
  const unsealed = (column: string) => `case when not ${sealed} then i.${column} end`;
  return `i.rfq_id as "rfqId", i.supplier_id as "supplierId", i.wave, i.score, i.reasons, i.sent_at as "sentAt",
    case when ${sealed} then 'SENT' else i.state end as state,
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

/** The invitations of an RFQ that the caller was let through to, in the order of its shortlist. */
export function listRfqInvitations(
  db: Db,
  actor: Actor,
  rfqId: string,
  args: ConnectionArgs,
): Promise<Connection<InvitationRecord>> {
  return keysetPage<InvitationRecord, InvitationRecord>(
    db,
    {
      columns: columnsFor(actor),
      from: `shortlist_entry e join invitation i on i.rfq_id = e.rfq_id and i.supplier_id = e.supplier_id
        join rfq r on r.id = e.rfq_id`,
      where: 'e.rfq_id = $1',
      parameters: [rfqId],
      keys: [
        { column: 'e.wave', type: 'int' },
        { column: 'e.position', type: 'int' },
      ],
      descending: false,
    },
    args,
    (row) => row,
  );
}

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

/** A supplier's inbox, newest first; `states` narrows it. The list lags the invitations by moments, each invitation is as it is. */
export async function listInbox(
  context: GraphContext,
  supplierId: string,
  states: readonly InvitationState[] | null,
  args: ConnectionArgs,
): Promise<Connection<{ invitation: InvitationRecord; listed: InboxRecord }>> {
  const page = await keysetPage<InboxRecord, InboxRecord>(
    context.db,
    {
      columns: `x.rfq_id as "rfqId", x.title, x.buyer_name as "buyerName", x.currency, x.closes_at as "closesAt",
        x.deliver_to_country as "deliverToCountry", x.line_count as "lineCount"`,
      from: 'supplier_inbox x',
      where: states ? 'x.supplier_id = $1 and x.state = any($2::text[])' : 'x.supplier_id = $1',
      parameters: states ? [supplierId, states] : [supplierId],
      keys: [
        { column: 'x.sent_at', type: 'timestamptz' },
        { column: 'x.rfq_id', type: 'uuid' },
      ],
      descending: true,
    },
    args,
    (row) => row,
  );
  const loader = invitationLoader(context);
  const invitations = await Promise.all(
    page.nodes.map((listed) => loader.load({ rfqId: listed.rfqId, supplierId })),
  );
  const edges = page.edges.flatMap(({ cursor, node: listed }, index) => {
    const invitation = invitations[index];
    return invitation ? [{ cursor, node: { invitation, listed } }] : [];
  });
  return { ...page, edges, nodes: edges.map((edge) => edge.node) };
}
