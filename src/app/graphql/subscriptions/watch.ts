import type { DataSource } from 'typeorm';
import type { Topic } from '../../../platform/graphql/feed.ts';
import type { PubSub } from '../../../platform/pubsub/pubsub.ts';
import type { Logger } from '../../../platform/telemetry/logger.ts';
import { startLoop } from '../../jobs/loop.ts';

export interface WatchOptions {
  readonly db: DataSource;
  readonly pubsub: PubSub;
  /** Longest time that something new goes unnoticed when no hint arrives. */
  readonly pollMs: number;
  readonly log: Logger;
}

/** One that waits for something new under a key. */
export interface Follower {
  readonly ended: boolean;
  /** Resolves when there may be something new since the last call, or when it has ended. */
  wait(): Promise<void>;
  /** Has it woken again soon, although nothing may be new: its read has failed. */
  retry(): void;
  end(): void;
}

/** Wakes the followers of a topic's keys. */
export interface Watch {
  follow(key: string): Follower;
  stop(): Promise<void>;
}

interface Followed {
  /** The last number that its followers were woken for; `null` has them woken by the next look. */
  head: string | null;
  readonly followers: Set<WaitingFollower>;
  readonly unsubscribe: Promise<(() => Promise<void>) | null>;
}

/**
 * Watches a topic for everybody in this process: one statement looks at all followed keys, whenever a hint comes and
 * at least every `pollMs`. A hint that is lost costs time, never an item.
 */
export function watchTopic(topic: Topic, { db, pubsub, pollMs, log }: WatchOptions): Watch {
  const followed = new Map<string, Followed>();
  const look = async () => {
    if (followed.size === 0) return;
    const heads = await topic.heads(db, [...followed.keys()]).catch((error: unknown) => {
      for (const entry of followed.values()) entry.head = null;
      throw error;
    });
    for (const { key, seq } of heads) {
      const entry = followed.get(key);
      if (!entry || entry.head === seq) continue;
      entry.head = seq;
      for (const follower of entry.followers) follower.wake();
    }
  };
  const loop = startLoop(`watch ${topic.name}`, pollMs, async () => look().then(() => false), log);

  const enter = (key: string): Followed => {
    // While Redis is away the subscription waits for it; looking goes on meanwhile. A listener of its own for each
    // key: where keys share a channel, one that leaves must not silence the others.
    const unsubscribe = pubsub.subscribe(topic.channelOf(key), () => loop.wake()).catch(() => null);
    const entry: Followed = { head: null, followers: new Set(), unsubscribe };
    followed.set(key, entry);
    return entry;
  };
  const leave = (key: string, entry: Followed, follower: WaitingFollower) => {
    entry.followers.delete(follower);
    if (entry.followers.size > 0 || followed.get(key) !== entry) return;
    followed.delete(key);
    void entry.unsubscribe.then((unsubscribe) => unsubscribe?.());
  };
  return {
    follow(key) {
      const entry = followed.get(key) ?? enter(key);
      const follower = new WaitingFollower(
        () => leave(key, entry, follower),
        () => (entry.head = null),
      );
      entry.followers.add(follower);
      return follower;
    },
    async stop() {
      for (const { followers } of followed.values()) for (const follower of followers) follower.end();
      await loop.stop();
    },
  };
}

class WaitingFollower implements Follower {
  readonly #onEnd: () => void;
  readonly #onRetry: () => void;
  #woken = false;
  #ended = false;
  #resolve: (() => void) | null = null;

  constructor(onEnd: () => void, onRetry: () => void) {
    this.#onEnd = onEnd;
    this.#onRetry = onRetry;
  }

  get ended(): boolean {
    return this.#ended;
  }

  async wait(): Promise<void> {
    // A wake-up that came while it was reading is not lost.
    if (!this.#woken && !this.#ended) await new Promise<void>((resolve) => (this.#resolve = resolve));
    this.#woken = false;
  }

  wake(): void {
    this.#woken = true;
    this.#resolve?.();
  }

  retry(): void {
    this.#onRetry();
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#onEnd();
    this.#resolve?.();
  }
}
