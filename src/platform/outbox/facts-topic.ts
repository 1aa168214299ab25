import { sql } from '../db/sql.ts';
import type { Head, Topic } from '../graphql/feed.ts';
import { channelOf } from '../pubsub/pubsub.ts';

/** The facts about one aggregate, by its id: `emit` numbers them under the lock of the aggregate's sequence. */
export const factsTopic: Topic = {
  name: 'facts',
  channelOf,
  heads: (db, aggregateIds) =>
    sql<Head>(
      db,
      'select rfq_id as key, last_seq as seq from outbox_sequence where rfq_id = any($1::uuid[])',
      [aggregateIds],
    ),
};
