import type { GraphQLError } from 'graphql';
import type { Db } from '../db/sql.ts';
import type { GraphContext } from './context.ts';
import { requestError } from './request-error.ts';

/**
 * What feeds are about: items under keys, each with a number that is given under a lock held until its transaction
 * commits. So numbers become visible in their order, and who has read up to one has missed none before it.
 */
export interface Topic {
  readonly name: string;
  /** Where hints come that there is something new under a key. They may be lost. */
  readonly channelOf: (key: string) => string;
  /** The last number given under each key; keys that never had one are left out. */
  readonly heads: (db: Db, keys: readonly string[]) => Promise<readonly Head[]>;
}

export interface Head {
  readonly key: string;
  readonly seq: string;
}

export interface Numbered {
  readonly seq: string;
}

/** One subscriber's view of the items under one key, read from PostgreSQL. */
export interface Feed<Item extends Numbered> {
  readonly topic: Topic;
  readonly key: string;
  /** Where reading starts: only items with higher numbers are told. */
  readonly after: string;
  /** Told before anything is read: that something could not be replayed. */
  readonly first: readonly Item[];
  /** The next items that the subscriber may see, in order: `pageSize` of them, or fewer when there are no more. */
  readonly read: (after: string) => Promise<readonly Item[]>;
  readonly pageSize: number;
}

/** What a subscription starts with. Each of its events is then resolved with a context of its own. */
export interface SubscriptionContext extends GraphContext {
  /** Tells a feed's items as they come, until the subscriber leaves. */
  readonly follow: <Item extends Numbered>(feed: Feed<Item>) => AsyncIterable<Item>;
}

/** The context of a starting subscription. Throws where there is none: over plain HTTP. */
export function subscriptionContext(context: GraphContext): SubscriptionContext {
  if (!('follow' in context)) throw new Error('subscriptions are served over WebSocket and SSE alone');
  return context as SubscriptionContext;
}

/** In an event id, in place of an item's id: before the first item. */
export const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** The refusal of an `afterEventId` that no event of this subscription had. It is told from the id alone. */
export const foreignEventId = (): GraphQLError =>
  requestError('BAD_USER_INPUT', '`afterEventId` is not the id of an event of this subscription.');
