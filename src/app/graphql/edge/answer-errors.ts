import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { isDatabaseUnavailable } from '../../../platform/db/sql-errors.ts';
import { requestError } from '../../../platform/graphql/request-error.ts';
import type { Logger } from '../../../platform/telemetry/logger.ts';
import { AWAY, codeOf, MASKED, shownErrors, statusOf } from '../format-error.ts';
import { MAX_BODY_BYTES } from './limits.ts';
import { mediaTypeFor } from './media-type.ts';

/** What a status tells besides the body. */
export const HEADERS_OF_STATUS: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  401: { 'www-authenticate': 'Bearer' },
  405: { allow: 'GET, POST' },
  503: { 'retry-after': '5' },
};

/** Answers whatever goes wrong outside of GraphQL in the shape of GraphQL errors: coded, with the id of the request. */
export function answerErrors(app: FastifyInstance, log: Logger): void {
  app.setErrorHandler(async (error, request, reply) => {
    const coded = codedError(error);
    if (codeOf(coded) === 'INTERNAL_SERVER_ERROR')
      log.error({ err: error, requestId: request.id }, 'a request failed');
    return send(request, reply, coded);
  });
  app.setNotFoundHandler(async (request, reply) =>
    send(request, reply, requestError('NOT_FOUND', 'There is nothing here; the API is at /graphql.')),
  );
}

/** Answers an address that the router cannot decode, before any hook runs. */
export const answerUnreadableAddress = (error: Error, request: FastifyRequest, reply: FastifyReply): void =>
  void send(request, reply, codedError(error));

function send(request: FastifyRequest, reply: FastifyReply, error: GraphQLError) {
  const mediaType = mediaTypeFor(request.headers.accept) ?? 'application/json';
  const errors = shownErrors([error], request.id);
  const status = statusOf(errors, undefined, mediaType);
  return reply
    .code(status)
    .headers({ 'x-request-id': request.id, ...HEADERS_OF_STATUS[status] })
    .type(`${mediaType}; charset=utf-8`)
    .send(JSON.stringify({ errors }));
}

/** The coded error for what Fastify, a hook of ours or the database threw; the message is ours, never theirs. */
function codedError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  if (isDatabaseUnavailable(error)) return requestError('SERVICE_UNAVAILABLE', AWAY);
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : 500;
  if (status === 413)
    return requestError('PAYLOAD_TOO_LARGE', `A request body has at most ${MAX_BODY_BYTES} bytes.`);
  if (status === 415)
    return requestError('UNSUPPORTED_MEDIA_TYPE', 'Requests are `application/json` in UTF-8.');
  if (typeof status === 'number' && status < 500)
    return requestError('BAD_REQUEST', 'The request could not be read.');
  return requestError('INTERNAL_SERVER_ERROR', MASKED);
}

/** Answers bytes that are not HTTP, or too slow or too much of it, before there is a request to speak of. */
export function answerBrokenHttp(error: { readonly code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  const errors = shownErrors([requestError('BAD_REQUEST', 'The request could not be read.')], randomUUID());
  const body = JSON.stringify({ errors });
  const head = [
    'HTTP/1.1 400 Bad Request',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
