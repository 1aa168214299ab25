import type { Actor } from '../../platform/kernel/actor.ts';
import type { GraphContext } from '../../platform/graphql/context.ts';
import { type KeysetList, keysetPage } from '../../platform/graphql/keyset-page.ts';
import type { Connection, ConnectionArgs } from '../../platform/graphql/relay.ts';
import type { RfqFilter, RfqOrder } from './rfq-list.type.ts';
import { readableBy, rfqLoader } from './rfq.queries.ts';
import { type Rfq, toRfq } from './rfq.type.ts';

/** The requests an actor may see. A buyer's come from its own list (`buyer_rfq`), the others' from the table itself. */
export async function listRfqs(
  context: GraphContext,
  actor: Actor,
  filter: RfqFilter | null,
  orderBy: RfqOrder | null,
  args: ConnectionArgs,
): Promise<Connection<Rfq>> {
  const parameters: unknown[] = [];
  const own = actor.role === 'BUYER';
  const conditions = [
    own ? `r.buyer_id = $${parameters.push(actor.buyerId)}` : readableBy(actor, parameters),
  ];
  if (filter?.states) conditions.push(`r.state = any($${parameters.push(filter.states)}::text[])`);
  if (filter?.title)
    conditions.push(`position(lower($${parameters.push(filter.title)}) in lower(r.title)) > 0`);
  const order = orderBy ?? 'CREATED_AT_DESC';
  const id = own ? 'r.rfq_id' : 'r.id';
  const list: KeysetList = {
    columns: `${id} as id`,
    from: own ? 'buyer_rfq r' : 'rfq r',
    where: conditions.join(' and '),
    parameters,
    keys: [
      { column: order.startsWith('CREATED_AT') ? 'r.created_at' : 'r.closes_at', type: 'timestamptz' },
      { column: id, type: 'uuid' },
    ],
    descending: order.endsWith('DESC'),
  };
  const page = await keysetPage<{ id: string }, string>(context.db, list, args, (row) => row.id);
  const records = await rfqLoader(context).loadMany(page.nodes);
  const edges = page.edges.flatMap((edge, index) => {
    const record = records[index];
    if (record instanceof Error) throw record;
    return record ? [{ cursor: edge.cursor, node: toRfq(record) }] : [];
  });
  return { ...page, edges, nodes: edges.map((edge) => edge.node) };
}
