import type { Actor } from '../../platform/kernel/actor.ts';
import { keyOf } from '../../platform/kernel/ids.ts';
import { containsText, withinRange } from '../../platform/db/conditions.ts';
import type { GraphContext } from '../../platform/graphql/context.ts';
import { type KeysetList, keysetPage } from '../../platform/graphql/keyset-page.ts';
import type { Connection, ConnectionArgs } from '../../platform/graphql/relay.ts';
import { categoryCode } from '../catalog/index.ts';
import { checkRfqFilter } from './rfq-filter.rules.ts';
import type { RfqFilter, RfqOrder } from './rfq-list.type.ts';
import { readableBy, rfqLoader } from './rfq.queries.ts';
import { RfqState } from './rfq.rules.ts';
import { type Rfq, toRfq } from './rfq.type.ts';

const COLUMN_OF_ORDER = {
  CREATED_AT: 'r.created_at',
  CLOSES_AT: 'r.closes_at',
  PUBLISHED_AT: 'r.published_at',
} as const;

/**
 * The requests that an actor may see, from `buyer_rfq`. They are read state by state, each in the order of an index,
 * so that a page costs the same however many requests there are; other conditions are judged on the way. Throws
 * `BAD_USER_INPUT`.
 */
export async function listRfqs(
  context: GraphContext,
  actor: Actor,
  filter: RfqFilter,
  order: RfqOrder,
  args: ConnectionArgs,
): Promise<Connection<Rfq>> {
  checkRfqFilter(filter);
  const list = rfqList(actor, filter, order);
  const page = await keysetPage<{ id: string }, string>(context.db, list, args, (row) => row.id);
  const records = await rfqLoader(context).loadMany(page.nodes);
  const edges = page.edges.flatMap((edge, index) => {
    const record = records[index];
    if (record instanceof Error) throw record;
    return record ? [{ cursor: edge.cursor, node: toRfq(record) }] : [];
  });
  return { ...page, edges, nodes: edges.map((edge) => edge.node) };
}

/** The list in SQL; its filter was checked. */
export function rfqList(actor: Actor, filter: RfqFilter, order: RfqOrder): KeysetList {
  const parameters: unknown[] = [];
  const [, name, direction] = /^(.*)_(ASC|DESC)$/.exec(order) ?? [];
  return {
    name: `rfqs:${order}`,
    columns: 'r.rfq_id as id',
    from: 'buyer_rfq r',
    where: [readableBy(actor, parameters), ...conditionsOf(filter, parameters)].join(' and '),
    parameters,
    split: { column: 'r.state', values: filter.states ?? Object.values(RfqState) },
    keys: [
      { column: COLUMN_OF_ORDER[name as keyof typeof COLUMN_OF_ORDER], type: 'timestamptz' },
      { column: 'r.rfq_id', type: 'uuid' },
    ],
    descending: direction === 'DESC',
  };
}

function conditionsOf(filter: RfqFilter, parameters: unknown[]): string[] {
  const { search, buyer, category, closesAt, publishedAt, quotedSince } = filter;
  const conditions: string[] = [];
  if (search) conditions.push(containsText(`r.number || ' ' || r.title`, search, parameters));
  if (typeof buyer === 'string') {
    const [buyerId] = keyOf('Buyer', buyer, 1) ?? [];
    conditions.push(buyerId === undefined ? 'false' : `r.buyer_id = $${parameters.push(buyerId)}`);
  }
  if (category) {
    const code = categoryCode(category.scheme, category.code);
    conditions.push(`r.categories && array(
      select c.scheme || ':' || c.code from category top
        join category c on c.scheme = top.scheme and c.ordinal between top.ordinal and top.last_ordinal
       where top.scheme = $${parameters.push(category.scheme)} and top.code = $${parameters.push(code)})`);
  }
  conditions.push(...withinRange('r.closes_at', closesAt, parameters));
  if (publishedAt)
    conditions.push(`r.published_at < 'infinity'`, ...withinRange('r.published_at', publishedAt, parameters));
  if (quotedSince) conditions.push(`r.last_quoted_at >= $${parameters.push(quotedSince)}::timestamptz`);
  return conditions;
}
