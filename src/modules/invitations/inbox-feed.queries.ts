import { type Db, sql, sqlOne } from '../../platform/db/sql.ts';
import { BEFORE_ALL, type Head, type Topic } from '../../platform/graphql/feed.ts';
import { channelOfName } from '../../platform/pubsub/pubsub.ts';
import { inboxFilled } from './invitation.events.ts';

/** What is listed in inboxes, by supplier. One hint for all: a batch comes to many suppliers at once. */
export const inboxTopic: Topic = {
  name: 'inboxes',
  channelOf: () => channelOfName(inboxFilled.name),
  heads: (db, supplierIds) =>
    sql<Head>(
      db,
      'select supplier_id as key, last_seq as seq from supplier_inbox_sequence where supplier_id = any($1::uuid[])',
      [supplierIds],
    ),
};

/** An invitation as it was listed. */
export interface ListedEntry {
  readonly seq: string;
  readonly rfqId: string;
  readonly at: Date;
}

/** A supplier's invitations after a number, in the order in which they were listed. */
export function findListedAfter(
  db: Db,
  supplierId: string,
  after: string,
  limit: number,
): Promise<ListedEntry[]> {
  return sql<ListedEntry>(
    db,
    `select seq, rfq_id as "rfqId", sent_at as at from supplier_inbox
      where supplier_id = $1 and seq > $2 order by seq limit $3`,
    [supplierId, after, limit],
  );
}

/** Where a reader of an inbox stands. */
export interface InboxStanding {
  /** The number of the invitation to this RFQ, 0 before all; `null` when it is not listed. */
  readonly after: string | null;
  /** The last number given. */
  readonly head: string;
  /** The RFQ listed last; `null` in an empty inbox. */
  readonly latestRfqId: string | null;
  readonly now: Date;
}

/** Finds where to go on after the invitation to an RFQ (`null`: at the present). */
export async function findInboxStanding(
  db: Db,
  supplierId: string,
  rfqId: string | null,
): Promise<InboxStanding> {
  const standing = await sqlOne<InboxStanding>(
    db,
    `select now() as now,
            coalesce((select last_seq from supplier_inbox_sequence where supplier_id = $1), 0) as head,
            case when $2::uuid = '${BEFORE_ALL}' then 0
                 else (select seq from supplier_inbox where supplier_id = $1 and rfq_id = $2) end as after,
            (select rfq_id from supplier_inbox where supplier_id = $1 order by seq desc limit 1) as "latestRfqId"`,
    [supplierId, rfqId],
  );
  if (!standing) throw new Error('the database told nothing');
  return standing;
}
