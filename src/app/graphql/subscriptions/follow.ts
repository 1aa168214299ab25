import { isDatabaseUnavailable } from '../../../platform/db/sql-errors.ts';
import type { Feed, Numbered, SubscriptionContext, Topic } from '../../../platform/graphql/feed.ts';
import { type Follower, type Watch, watchTopic, type WatchOptions } from './watch.ts';

/** Tells feeds as they grow. */
export interface Feeds {
  readonly follow: SubscriptionContext['follow'];
  stop(): Promise<void>;
}

/** Opens the feeds of a process; each topic is watched from its first follower on. */
export function openFeeds(options: WatchOptions): Feeds {
  const watches = new Map<Topic, Watch>();
  const watchOf = (topic: Topic): Watch => {
    const watch = watches.get(topic) ?? watchTopic(topic, options);
    watches.set(topic, watch);
    return watch;
  };
  return {
    follow: (feed) => follow(feed, watchOf(feed.topic)),
    async stop() {
      await Promise.all([...watches.values()].map((watch) => watch.stop()));
    },
  };
}

/**
 * A feed's items, one at a time as they are asked for: nothing is kept for a reader that is slow. Reading and
 * watching begin at once; `return` ends both, also while it waits (a bare generator would wait on).
 */
function follow<Item extends Numbered>(feed: Feed<Item>, watch: Watch): AsyncIterableIterator<Item> {
  const follower = watch.follow(feed.key);
  const items = tell(feed, follower);
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => items.next(),
    return: () => {
      follower.end();
      return items.return(undefined);
    },
  };
}

async function* tell<Item extends Numbered>(feed: Feed<Item>, follower: Follower): AsyncGenerator<Item> {
  try {
    yield* feed.first;
    let { after } = feed;
    while (!follower.ended) {
      const items = await feed.read(after).catch((error: unknown) => {
        if (!isDatabaseUnavailable(error)) throw error;
        follower.retry();
        return [];
      });
      for (const item of items) {
        yield item;
        after = item.seq;
      }
      if (items.length < feed.pageSize) await follower.wait();
    }
  } finally {
    follower.end();
  }
}
