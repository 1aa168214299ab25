import type { FastifyInstance } from 'fastify';
import type { DataSource } from 'typeorm';
import type { Verify } from '../../../modules/identity/index.ts';
import type { PubSub } from '../../../platform/pubsub/pubsub.ts';
import type { Metrics } from '../../../platform/telemetry/metrics.ts';
import type { Logger } from '../../../platform/telemetry/logger.ts';
import type { Gate } from '../edge/admit-operation.ts';
import { openFeeds } from './follow.ts';
import { serveEventStreams } from './over-sse.ts';
import { serveWebSockets } from './over-websocket.ts';
import { Slots } from './slots.ts';
import { type Peer, type Request, subscribe } from './subscribe.ts';

export interface SubscriptionSettings {
  /** Longest wait for new events when no wake-up arrives. */
  readonly pollMs: number;
  /** How often connections and their credentials are looked at. */
  readonly keepAliveMs: number;
  /** Subscriptions that one WebSocket may have open. */
  readonly perConnection: number;
  /** Subscriptions that one caller may have open in this process. */
  readonly perCaller: number;
}

export interface SubscriptionParts {
  readonly gate: Gate;
  readonly db: DataSource;
  readonly pubsub: PubSub;
  readonly verify: Verify;
  readonly settings: SubscriptionSettings;
  readonly metrics: Metrics;
  readonly log: Logger;
}

/**
 * Serves subscriptions beside an API: over WebSocket at `/graphql`, as server-sent events at `/graphql/stream`. Call
 * it before the server listens, and `stop` before the server closes: it ends every connection.
 */
export function attachSubscriptions(
  app: FastifyInstance,
  { gate, db, pubsub, verify, settings, metrics, log }: SubscriptionParts,
): { readonly stop: () => Promise<void> } {
  const { pollMs, keepAliveMs, perConnection, perCaller } = settings;
  const feeds = openFeeds({ db, pubsub, pollMs, log });
  const options = { gate, db, follow: feeds.follow, slotsOfCallers: new Slots(perCaller), log };
  const connections = metrics.gauge({
    name: 'rfq_subscription_connections',
    help: 'Open connections of subscribers, by transport.',
    labelNames: ['transport'],
  });
  const begin = (peer: Peer, request: Request) => subscribe(options, peer, request);
  const sockets = serveWebSockets({
    server: app.server,
    verify,
    subscribe: begin,
    keepAliveMs,
    perConnection,
    connections,
    log,
  });
  const streams = serveEventStreams({ app, verify, subscribe: begin, keepAliveMs, connections });
  return {
    async stop() {
      await Promise.all([sockets.stop(), streams.stop()]);
      await feeds.stop();
    },
  };
}
