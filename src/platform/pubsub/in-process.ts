import type { Listener, PubSub } from './pubsub.ts';

/** Messages within one process, for set-ups without Redis (API and worker in one). */
export function createInProcessPubSub(): PubSub {
  const listeners = new Map<string, Set<Listener>>();
  return {
    async publish(channel, message) {
      for (const listener of listeners.get(channel) ?? []) queueMicrotask(() => listener(message));
    },
    async subscribe(channel, listener) {
      const ofChannel = listeners.get(channel) ?? new Set();
      listeners.set(channel, ofChannel.add(listener));
      return async () => {
        ofChannel.delete(listener);
        if (ofChannel.size === 0) listeners.delete(channel);
      };
    },
    ping: async () => true,
    async close() {
      listeners.clear();
    },
  };
}
