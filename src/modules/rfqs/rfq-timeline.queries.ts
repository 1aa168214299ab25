import type { GraphContext } from '../../platform/graphql/context.ts';
import { nestedPage } from '../../platform/graphql/nested-page.ts';
import type { Connection, ConnectionArgs } from '../../platform/graphql/relay.ts';
import { OPENED } from './rfq.queries.ts';
import {
  ANSWERS,
  KINDS_OF_ACTION,
  type RfqTimelineKind,
  type RfqTimelineOrder,
  type TimelineRecord,
} from './rfq-timeline.rules.ts';
import { type RfqTimelineEntry, toTimelineEntry } from './rfq-timeline.type.ts';

const KINDS = Object.entries(KINDS_OF_ACTION)
  .flatMap(([action, kinds]) => kinds.map((kind, place) => `('${action}', '${kind}', ${place})`))
  .join(', ');

/**
 * A page of what happened to an RFQ that the caller was let through to, from its audit. Reads the audit of that one
 * RFQ, however long it is: a few rows for each supplier that answered. Throws `BAD_USER_INPUT`.
 */
export function listTimeline(
  context: GraphContext,
  rfqId: string,
  kinds: readonly RfqTimelineKind[] | null,
  order: RfqTimelineOrder,
  args: ConnectionArgs,
): Promise<Connection<RfqTimelineEntry>> {
  const list = {
    name: `timeline:${order}`,
    columns: 'a.rfq_id as "rfqId", a.at, k.kind, a.actor, a.details',
    from: `audit a join rfq r on r.id = a.rfq_id join (values ${KINDS}) as k (action, kind, place) on k.action = a.action`,
    where: `(k.kind <> all($2::text[]) or ${OPENED}) and (k.kind <> 'OPENED' or r.bid_visibility = 'SEALED')
      and ($1::text[] is null or k.kind = any($1))`,
    parameters: [kinds, ANSWERS],
    parent: 'a.rfq_id',
    keys: [
      { column: 'a.at', type: 'timestamptz' },
      { column: 'a.id', type: 'uuid' },
      { column: 'k.place', type: 'int' },
    ],
    descending: order === 'AT_DESC',
  };
  return nestedPage<TimelineRecord, RfqTimelineEntry>(context, list, rfqId, args, toTimelineEntry);
}
