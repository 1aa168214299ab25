import type { Actor } from '../../platform/kernel/actor.ts';
import { containsText } from '../../platform/db/conditions.ts';
import { type GraphContext, requireActor } from '../../platform/graphql/context.ts';
import { type NestedList, nestedPage } from '../../platform/graphql/nested-page.ts';
import type { Connection, ConnectionArgs } from '../../platform/graphql/relay.ts';
import { checkInvitationFilter } from './invitation-filter.rules.ts';
import type { RfqInvitationFilter, RfqInvitationOrder } from './invitation-list.type.ts';
import { columnsFor, type InvitationRecord, stateFor } from './invitation.queries.ts';

/** What each order sorts by, before the supplier's id. Nothing of it depends on what suppliers have answered. */
const KEYS_OF_ORDER = {
  SHORTLIST: [
    { column: 'e.wave', type: 'int' },
    { column: 'e.position', type: 'int' },
  ],
  SCORE: [{ column: 'e.score', type: 'real' }],
  SUPPLIER_NAME: [{ column: 's.name', type: 'text' }],
} as const;

/**
 * A page of the invitations of an RFQ that the caller was let through to. In the order of the shortlist it is a walk
 * along an index; every other order, and every condition, reads this one RFQ's invitations, of which there are some
 * hundred as a rule and as many as there are suppliers at the most. Throws `BAD_USER_INPUT`.
 */
export async function listRfqInvitations<T>(
  context: GraphContext,
  rfqId: string,
  filter: RfqInvitationFilter,
  order: RfqInvitationOrder,
  args: ConnectionArgs,
  toNode: (record: InvitationRecord) => T,
): Promise<Connection<T>> {
  checkInvitationFilter(filter);
  return nestedPage(context, rfqInvitationList(requireActor(context), filter, order), rfqId, args, toNode);
}

/** The list in SQL; its filter was checked. */
export function rfqInvitationList(
  actor: Actor,
  filter: RfqInvitationFilter,
  order: RfqInvitationOrder,
): NestedList {
  const { states, waves, countries, search } = filter;
  const [, name, direction] = /^(.*)_(ASC|DESC)$/.exec(order) ?? [];
  const parameters: unknown[] = [];
  const conditions = ['true'];
  if (states) conditions.push(`${stateFor(actor)} = any($${parameters.push(states)}::text[])`);
  if (waves) conditions.push(`e.wave = any($${parameters.push(waves)}::int[])`);
  if (countries) conditions.push(`s.country = any($${parameters.push(countries)}::text[])`);
  if (search) conditions.push(containsText('s.name', search, parameters));
  const needsSupplier = countries || search || name === 'SUPPLIER_NAME';
  return {
    name: `rfq-invitations:${order}`,
    columns: columnsFor(actor),
    from: `shortlist_entry e join invitation i on i.rfq_id = e.rfq_id and i.supplier_id = e.supplier_id
      join rfq r on r.id = e.rfq_id${needsSupplier ? ' join supplier s on s.id = e.supplier_id' : ''}`,
    where: conditions.join(' and '),
    parameters,
    parent: 'e.rfq_id',
    keys: [...KEYS_OF_ORDER[name as keyof typeof KEYS_OF_ORDER], { column: 'e.supplier_id', type: 'uuid' }],
    descending: direction === 'DESC',
  };
}
