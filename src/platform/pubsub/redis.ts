import { Redis } from 'ioredis';
import type { Logger } from '../telemetry/logger.ts';
import type { Listener, PubSub } from './pubsub.ts';

/** Messages between processes through Redis. Publishing fails silently while Redis is away: messages are only hints. */
export function createRedisPubSub(url: string, log: Logger): PubSub {
  const publisher = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1 });
  const subscriber = new Redis(url, { maxRetriesPerRequest: null });
  const listeners = new Map<string, Set<Listener>>();
  for (const connection of [publisher, subscriber]) {
    connection.on('error', (error) => log.debug({ err: error }, 'pub/sub connection'));
  }
  subscriber.on('message', (channel: string, message: string) => {
    for (const listener of listeners.get(channel) ?? []) listener(message);
  });
  return {
    async publish(channel, message) {
      await publisher.publish(channel, message).catch(() => {});
    },
    async subscribe(channel, listener) {
      const ofChannel = listeners.get(channel) ?? new Set();
      listeners.set(channel, ofChannel.add(listener));
      if (ofChannel.size === 1) await subscriber.subscribe(channel);
      return async () => {
        ofChannel.delete(listener);
        if (ofChannel.size > 0) return;
        listeners.delete(channel);
        await subscriber.unsubscribe(channel).catch(() => {});
      };
    },
    ping: async () => (await publisher.ping().catch(() => '')) === 'PONG',
    async close() {
      listeners.clear();
      publisher.disconnect();
      subscriber.disconnect();
    },
  };
}
