import { containsText, withinRange } from '../../platform/db/conditions.ts';
import { type Db, sqlOne } from '../../platform/db/sql.ts';
import type { GraphContext } from '../../platform/graphql/context.ts';
import { type KeysetList, keysetPage } from '../../platform/graphql/keyset-page.ts';
import { type Connection, type ConnectionArgs, MAX_COUNT } from '../../platform/graphql/relay.ts';
import { checkInvitationFilter } from './invitation-filter.rules.ts';
import type { InvitationCounts, InvitationFilter, InvitationOrder } from './invitation-list.type.ts';
import { type InboxRecord, invitationLoader, type InvitationRecord } from './invitation.queries.ts';
import { InvitationState } from './invitation.rules.ts';

/**
 * A supplier's inbox. The list lags the invitations by moments, each invitation is as it is. Every list is a walk
 * along an index of this one supplier's rows; conditions are judged on the way. Throws `BAD_USER_INPUT`.
 */
export async function listInbox(
  context: GraphContext,
  supplierId: string,
  filter: InvitationFilter,
  order: InvitationOrder,
  args: ConnectionArgs,
): Promise<Connection<{ invitation: InvitationRecord; listed: InboxRecord }>> {
  checkInvitationFilter(filter);
  const list = inboxList(supplierId, filter, order);
  const page = await keysetPage<InboxRecord, InboxRecord>(context.db, list, args, (row) => row);
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

const UNREAD = `x.state = 'SENT' and x.closes_at > now()`;

/** The list in SQL; its filter was checked. By deadline it is read state by state, as its index has it. */
export function inboxList(supplierId: string, filter: InvitationFilter, order: InvitationOrder): KeysetList {
  const { states, unread, closesAt, countries, search } = filter;
  const parameters: unknown[] = [supplierId];
  const conditions = ['x.supplier_id = $1', ...withinRange('x.closes_at', closesAt, parameters)];
  if (unread === true) conditions.push(UNREAD);
  if (unread === false) conditions.push(`x.state <> 'SENT'`);
  if (countries) conditions.push(`x.deliver_to_country = any($${parameters.push(countries)}::text[])`);
  if (search) conditions.push(containsText(`x.title || ' ' || x.buyer_name`, search, parameters));
  const byDeadline = order.startsWith('CLOSES_AT');
  if (!byDeadline && states) conditions.push(`x.state = any($${parameters.push(states)}::text[])`);
  return {
    name: `inbox:${order}`,
    columns: `x.rfq_id as "rfqId", x.title, x.buyer_name as "buyerName", x.currency, x.closes_at as "closesAt",
      x.deliver_to_country as "deliverToCountry", x.line_count as "lineCount"`,
    from: 'supplier_inbox x',
    where: conditions.join(' and '),
    parameters,
    ...(byDeadline && { split: { column: 'x.state', values: states ?? Object.values(InvitationState) } }),
    keys: [
      { column: byDeadline ? 'x.closes_at' : 'x.sent_at', type: 'timestamptz' },
      { column: 'x.rfq_id', type: 'uuid' },
    ],
    descending: order.endsWith('DESC'),
  };
}

/** What is counted: each is a range of the index by state and deadline. */
const CONDITIONS: Readonly<Record<keyof InvitationCounts, string>> = {
  unread: UNREAD,
  open: `x.state in ('SENT', 'VIEWED') and x.closes_at > now()`,
  closingSoon: `x.state in ('SENT', 'VIEWED') and x.closes_at > now() and x.closes_at <= now() + interval '24 hours'`,
  quoted: `x.state = 'QUOTED'`,
  declined: `x.state = 'DECLINED'`,
  missed: `x.state = 'CLOSED_NO_REPLY'`,
};

/** How many invitations of a supplier stand where, none of them counted further than counts go. */
export async function countInbox(db: Db, supplierId: string): Promise<InvitationCounts> {
  const counts = Object.entries(CONDITIONS).map(
    ([name, condition]) => `(select count(*)::int from (
      select 1 from supplier_inbox x where x.supplier_id = $1 and ${condition} limit ${MAX_COUNT}) few) as "${name}"`,
  );
  const row = await sqlOne<InvitationCounts>(db, `select ${counts.join(', ')}`, [supplierId]);
  if (!row) throw new Error('counting gave nothing');
  return row;
}
