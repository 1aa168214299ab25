import { on, once } from 'node:events';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWebSocketClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { done } from './build/quoted-rfq.ts';
import type { Answer, Client } from './client.ts';
import type { World } from './world.ts';

/** One result of a subscription, as it came. */
export type Result = Pick<Answer, 'data' | 'errors'>;

/** A running subscription. */
export interface Subscription {
  /** The next results, however long they take. Throws when it ends before. */
  take(count: number): Promise<Result[]>;
  /** The results until it ends. */
  rest(): Promise<Result[]>;
  leave(): Promise<void>;
}

/** A client of one transport, for one caller. It comes back by itself never, so that a test sees every end. */
export interface Subscriber {
  subscribe(query: string, variables?: Record<string, unknown>): Subscription;
  close(): Promise<void>;
}

export interface Socket extends Subscriber {
  /** How it was closed. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  /** The types of the protocol's messages that came, in order. */
  readonly messages: readonly string[];
}

/** Subscribes over a WebSocket of its own. `token`: `null` sends none. */
export function overWebSocket(url: string, token: string | null): Socket {
  let markClosed: (event: { code: number; reason: string }) => void = () => {};
  const closed = new Promise<{ code: number; reason: string }>((resolve) => (markClosed = resolve));
  const messages: string[] = [];
  const client = createWebSocketClient({
    url: url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: token === null ? {} : { authorization: `Bearer ${token}` },
    retryAttempts: 0,
    lazy: true,
    on: {
      message: ({ type }) => messages.push(type),
      closed: (event) => {
        const { code, reason } = event as { code: number; reason: string };
        markClosed({ code, reason });
      },
    },
    onNonLazyError: () => {},
  });
  return {
    closed,
    messages,
    subscribe: (query, variables = {}) => subscription(client.iterate({ query, variables })),
    close: async () => client.dispose(),
  };
}

/** Subscribes by server-sent events. */
export function overSse(url: string, token: string | null): Subscriber {
  const client = createSseClient({
    url: `${url}/stream`,
    headers: (): Record<string, string> => (token === null ? {} : { authorization: `Bearer ${token}` }),
    retryAttempts: 0,
  });
  return {
    subscribe: (query, variables = {}) => subscription(client.iterate({ query, variables })),
    close: async () => client.dispose(),
  };
}

/** Begins at once, as a subscriber would expect; the clients would wait for the first `next`. */
function subscription(results: AsyncIterableIterator<unknown>): Subscription {
  let upcoming = results.next();
  // Whoever takes it gets the failure; a subscription that nobody takes from may end as it likes.
  upcoming.catch(() => {});
  const next = async () => {
    const result = await upcoming;
    if (!result.done) {
      upcoming = results.next();
      upcoming.catch(() => {});
    }
    return result;
  };
  return {
    async take(count) {
      const taken: Result[] = [];
      while (taken.length < count) {
        const result = await next();
        if (result.done)
          throw new Error(`it ended after ${taken.length} of ${count}: ${JSON.stringify(taken)}`);
        taken.push(result.value as Result);
      }
      return taken;
    },
    async rest() {
      const taken: Result[] = [];
      for (;;) {
        const result = await next();
        if (result.done) return taken;
        taken.push(result.value as Result);
      }
    },
    leave: async () => void (await results.return?.()),
  };
}

export const TRANSPORTS = [
  ['WebSocket', overWebSocket],
  ['server-sent events', overSse],
] as const;

export const RFQ_ACTIVITY = `subscription ($rfqId: ID!, $afterEventId: ID) {
  rfqActivity(rfqId: $rfqId, afterEventId: $afterEventId) { __typename eventId kind }
}`;

export const INVITATION_RECEIVED = `subscription ($afterEventId: ID) {
  invitationReceived(afterEventId: $afterEventId) { eventId kind invitation { id rfq { title } } }
}`;

/** Where the activity on a request stands, as its buyer reads it before subscribing. */
export async function latestEventId(world: World, rfqId: string): Promise<string> {
  const { data } = await world.buyer.gql('query ($id: ID!) { rfq(id: $id) { latestEventId } }', {
    id: rfqId,
  });
  return data.rfq.latestEventId;
}

/** Runs a mutation that has to go through. */
export async function mutate(client: Client, mutation: string, input: object): Promise<Answer['data']> {
  const type = mutation.charAt(0).toUpperCase() + mutation.slice(1);
  const text = `mutation ($input: ${type}Input!) { ${mutation}(input: $input) { userErrors { code message } } }`;
  return done(await client.gql(text, { input }), mutation);
}

/** A bare socket that speaks the protocol of graphql-ws as badly as a test wants. */
export interface RawSocket {
  readonly socket: WebSocket;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  send(message: object | string): void;
  /** The next message from the server. */
  receive(): Promise<{ type: string; payload?: unknown }>;
}

export async function rawSocket(
  url: string,
  protocols: readonly string[] = ['graphql-transport-ws'],
): Promise<RawSocket> {
  const socket = new WebSocket(url.replace('http', 'ws'), [...protocols]);
  const messages = on(socket, 'message');
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.once('close', (code, reason) => resolve({ code, reason: String(reason) })),
  );
  await once(socket, 'open');
  return {
    socket,
    closed,
    send: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    async receive() {
      const { value } = (await messages.next()) as { value: [Buffer] };
      return JSON.parse(String(value[0])) as { type: string };
    },
  };
}
