import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { ExecutionResult, FormattedExecutionResult } from 'graphql';
import { CloseCode, handleProtocols, makeServer } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { InvalidTokenError, type Verify } from '../../../modules/identity/index.ts';
import { requestError } from '../../../platform/graphql/request-error.ts';
import type { Gauge } from '../../../platform/telemetry/metrics.ts';
import type { Logger } from '../../../platform/telemetry/logger.ts';
import { shownErrors } from '../format-error.ts';
import { Session } from './session.ts';
import { type Begun, type Peer, type Request, tooMany } from './subscribe.ts';

const MAX_MESSAGE_BYTES = 64 * 1024;
/** More than this unread, and what a client asks for comes faster than it reads. */
const MAX_UNSENT_BYTES = 8 * 1024 * 1024;
const INIT_WITHIN_MS = 3_000;
const GOODBYE_MS = 1_000;
const GOING_AWAY = 1001;
/** Clients come back after it, as they do not after the codes for faults. */
const TRY_AGAIN_LATER = 1013;

export interface WebSocketOptions {
  readonly server: Server;
  readonly verify: Verify;
  readonly subscribe: (peer: Peer, request: Request) => Promise<Begun>;
  /** How often a connection and its credentials are looked at; what was sent must be read by the next time. */
  readonly keepAliveMs: number;
  readonly perConnection: number;
  readonly connections: Gauge<'transport'>;
  readonly log: Logger;
}

/** One socket: who is at its other end is known once `connection_init` has come. */
interface Connection {
  readonly socket: WebSocket;
  readonly requestId: string;
  readonly remoteAddress: string;
  session: Session | null;
}

/** Serves subscriptions at `ws://…/graphql` by the protocol of graphql-ws. `stop` ends every connection. */
export function serveWebSockets(options: WebSocketOptions): { readonly stop: () => Promise<void> } {
  const sockets = new WebSocketServer({
    server: options.server,
    path: '/graphql',
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
    handleProtocols,
  });
  // Errors of the HTTP server are passed on here too; whoever listens on it answers them.
  sockets.on('error', () => {});
  const protocol = protocolOf(options);
  const ends = new Set<Promise<void>>();
  sockets.on('connection', (socket, request) => {
    const end = serve(options, protocol, connectionOf(socket, request));
    ends.add(end);
    options.connections.inc({ transport: 'websocket' });
    void end.finally(() => {
      ends.delete(end);
      options.connections.dec({ transport: 'websocket' });
    });
  });
  return {
    async stop() {
      for (const socket of sockets.clients) socket.close(GOING_AWAY, 'Going away');
      const late = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate();
      }, GOODBYE_MS);
      await new Promise((resolve) => sockets.close(resolve));
      clearTimeout(late);
      await Promise.all(ends);
    },
  };
}

const connectionOf = (socket: WebSocket, request: IncomingMessage): Connection => ({
  socket,
  requestId: randomUUID(),
  remoteAddress: request.socket.remoteAddress ?? '',
  session: null,
});

/** The protocol's state machine with our decisions: who may connect, what may be subscribed to, how it is told. */
function protocolOf({ verify, subscribe, perConnection, log }: WebSocketOptions) {
  return makeServer<Record<string, unknown>, Connection>({
    connectionInitWaitTimeout: INIT_WITHIN_MS,
    async onConnect({ connectionParams, extra: connection }) {
      const given = connectionParams?.['authorization'];
      try {
        connection.session = await Session.open(verify, typeof given === 'string' ? given : undefined);
      } catch (error) {
        if (!(error instanceof InvalidTokenError)) {
          log.warn({ err: error, requestId: connection.requestId }, 'credentials could not be checked');
          connection.socket.close(TRY_AGAIN_LATER, 'Try again later');
        }
      }
      return connection.session !== null;
    },
    async onSubscribe({ subscriptions, extra: connection }, _id, request) {
      if (!connection.session) return [requestError('UNAUTHENTICATED', 'The connection has no caller.')];
      if (Object.keys(subscriptions).length > perConnection) return [tooMany('one connection')];
      const { requestId, remoteAddress, session } = connection;
      const begun = await subscribe({ requestId, remoteAddress, session }, request);
      if ('refused' in begun) return begun.refused;
      // It has begun; the protocol, which would have it executed, only passes its results on to `subscribe` below.
      return { ...begun.args, contextValue: begun.results };
    },
    subscribe: ({ contextValue }) => contextValue as AsyncIterable<ExecutionResult>,
    // Results are formatted already.
    onNext: (_context, _id, _request, _args, result) => result as FormattedExecutionResult,
    onError: ({ extra }, _id, _request, errors) => shownErrors(errors, extra.requestId),
  });
}

/** Runs one connection; resolves when it has closed and everything that it had running has ended. */
function serve(
  { keepAliveMs, log }: WebSocketOptions,
  protocol: ReturnType<typeof protocolOf>,
  connection: Connection,
): Promise<void> {
  const { socket, requestId } = connection;
  // A message that is too large, say: the socket closes itself with the code for it.
  socket.on('error', (error) => log.debug({ err: error, requestId }, 'a socket failed'));
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send: (data) => sent(socket, data),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (take) =>
        socket.on('message', (data) => {
          // A Buffer, as `binaryType` is left as it is.
          take((data as Buffer).toString()).catch((error: unknown) => {
            log.error({ err: error, requestId }, 'a message failed');
            socket.close(CloseCode.InternalServerError, 'Internal server error');
          });
        }),
    },
    connection,
  );
  const stopLooking = lookAfter(connection, keepAliveMs);
  return new Promise((resolve) => {
    socket.once('close', (code, reason) => {
      stopLooking();
      closed(code, String(reason))
        .catch((error: unknown) => log.error({ err: error, requestId }, 'a connection did not end cleanly'))
        .finally(resolve);
    });
  });
}

/** Resolves once the operating system has taken the message: the next event is not read before. Too much unread drops the client. */
function sent(socket: WebSocket, data: string): Promise<void> {
  if (socket.bufferedAmount > MAX_UNSENT_BYTES) socket.terminate();
  return new Promise((resolve) => {
    if (socket.readyState === socket.OPEN) socket.send(data, () => resolve());
    else resolve();
  });
}

/** Closes the connection once its credentials hold no more, and drops it when the client did not answer the last time. */
function lookAfter(connection: Connection, keepAliveMs: number): () => void {
  const { socket } = connection;
  let heard = true;
  socket.on('pong', () => (heard = true));
  const timer = setInterval(() => {
    if (!heard) return socket.terminate();
    heard = false;
    socket.ping();
    connection.session?.caller().catch((error: unknown) => {
      if (error instanceof InvalidTokenError) socket.close(CloseCode.Forbidden, 'Forbidden');
    });
  }, keepAliveMs);
  return () => clearInterval(timer);
}
