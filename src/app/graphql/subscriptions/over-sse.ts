import type { ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { FormattedExecutionResult, GraphQLError } from 'graphql';
import { z } from 'zod';
import { InvalidTokenError, type Verify } from '../../../modules/identity/index.ts';
import { requestError } from '../../../platform/graphql/request-error.ts';
import type { Gauge } from '../../../platform/telemetry/metrics.ts';
import { shownErrors } from '../format-error.ts';
import { Session } from './session.ts';
import type { Begun, Peer, Request } from './subscribe.ts';

export interface EventStreamOptions {
  readonly app: FastifyInstance;
  readonly verify: Verify;
  readonly subscribe: (peer: Peer, request: Request) => Promise<Begun>;
  /** How often a stream and its credentials are looked at; what was sent must be taken by the next time. */
  readonly keepAliveMs: number;
  readonly connections: Gauge<'transport'>;
}

const Operation = z.object({
  query: z.string(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
});

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  connection: 'keep-alive',
  // Proxies would hold events back to send several at once.
  'x-accel-buffering': 'no',
};

/**
 * Serves subscriptions at `/graphql/stream` as server-sent events: one operation a request, told as the events `next`
 * and `complete` of the graphql-sse protocol. `stop` ends every stream, without `complete`, so that clients come back.
 */
export function serveEventStreams(options: EventStreamOptions): { readonly stop: () => Promise<void> } {
  const { app, verify, subscribe } = options;
  const streams = new Map<EventStream, Promise<void>>();
  let stopping = false;
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql/stream',
    async handler(request, reply) {
      const peer = { requestId: request.id, remoteAddress: request.ip };
      const operation = operationOf(request);
      if (!operation) throw notAnOperation();
      const session = await Session.open(verify, request.headers.authorization);
      if (!session) throw requestError('UNAUTHENTICATED', 'Subscriptions need a valid bearer token.');
      const begun = await subscribe({ ...peer, session }, operation);
      reply.hijack();
      const stream = new EventStream(reply.raw, request.id);
      const told = tell(stream, { ...peer, session }, begun, options.keepAliveMs);
      streams.set(stream, told);
      options.connections.inc({ transport: 'sse' });
      // Asked for just before.
      if (stopping) stream.abandon();
      await told.finally(() => {
        streams.delete(stream);
        options.connections.dec({ transport: 'sse' });
      });
    },
  });
  return {
    async stop() {
      stopping = true;
      for (const stream of streams.keys()) stream.abandon();
      await Promise.all(streams.values());
    },
  };
}

/** The operation of a request, in the body or (GET) in the query string; `null` where there is none. */
function operationOf({ method, body, query }: FastifyRequest): Request | null {
  if (method !== 'GET') return Operation.safeParse(body).data ?? null;
  const { variables, ...rest } = z.record(z.string(), z.string()).safeParse(query).data ?? {};
  return Operation.safeParse({ ...rest, variables: variables && parsed(variables) }).data ?? null;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}

const notAnOperation = (): GraphQLError =>
  requestError('BAD_REQUEST', 'Send JSON with `query` as text and, where needed, `variables` as an object.');

/** Tells what comes until there is no more, the client leaves, or its credentials hold no longer. */
async function tell(stream: EventStream, peer: Peer, begun: Begun, keepAliveMs: number): Promise<void> {
  const shown = (errors: readonly GraphQLError[]) => ({ errors: shownErrors(errors, peer.requestId) });
  if ('refused' in begun) {
    await stream.next(shown(begun.refused));
    return stream.complete();
  }
  const { results } = begun;
  let expired: InvalidTokenError | null = null;
  const timer = setInterval(() => {
    stream.ping();
    peer.session.caller().catch((error: unknown) => {
      if (!(error instanceof InvalidTokenError)) return;
      expired = error;
      void results.return?.();
    });
  }, keepAliveMs);
  stream.onClose(() => void results.return?.());
  try {
    for await (const result of results) await stream.next(result);
    if (expired) await stream.next(shown([expired]));
    await stream.complete();
  } finally {
    clearInterval(timer);
  }
}

/** A response in the form of server-sent events. */
class EventStream {
  readonly #response: ServerResponse;
  #pinged = true;

  constructor(response: ServerResponse, requestId: string) {
    this.#response = response;
    response.writeHead(200, { ...HEADERS, 'x-request-id': requestId });
    response.flushHeaders();
  }

  /** Resolves once the operating system has taken the result: the next event is not read before. */
  next(result: FormattedExecutionResult): Promise<void> {
    return this.#write(`event: next\ndata: ${JSON.stringify(result)}\n\n`);
  }

  async complete(): Promise<void> {
    await this.#write('event: complete\ndata:\n\n');
    this.#response.end();
  }

  /** Keeps proxies from closing the stream, and drops a client that has not taken the ping before. */
  ping(): void {
    if (!this.#pinged) return this.abandon();
    this.#pinged = false;
    void this.#write(':\n\n').then(() => (this.#pinged = true));
  }

  /** Ends the stream at once. */
  abandon(): void {
    this.#response.destroy();
  }

  onClose(listener: () => void): void {
    if (this.#response.destroyed) listener();
    else this.#response.once('close', listener);
  }

  #write(text: string): Promise<void> {
    return new Promise((resolve) => {
      if (this.#response.destroyed || this.#response.writableEnded) resolve();
      else this.#response.write(text, () => resolve());
    });
  }
}
