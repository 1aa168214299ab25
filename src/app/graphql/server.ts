import { randomUUID } from 'node:crypto';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { OperationTypeNode } from 'graphql';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { fastify, type FastifyInstance, type FastifyRequest } from 'fastify';
import type { DataSource } from 'typeorm';
import type { Actor } from '../../platform/kernel/actor.ts';
import { isDatabaseUnavailable } from '../../platform/db/sql-errors.ts';
import type { GraphContext } from '../../platform/graphql/context.ts';
import { OUTBOX_CHANNEL, type PubSub } from '../../platform/pubsub/pubsub.ts';
import type { Logger } from '../../platform/telemetry/logger.ts';
import { formatError, isFault, statusOf } from './format-error.ts';
import { addHealth, type Checks } from './health.ts';
import { createSchema } from './schema.ts';

const BODY_LIMIT_BYTES = 256 * 1024;
const REQUEST_TIMEOUT_MS = 15_000;
const REQUEST_ID = /^[A-Za-z0-9._-]{8,64}$/;

export interface ServerOptions {
  readonly db: DataSource;
  readonly pubsub: PubSub;
  readonly verify: (authorization: string | undefined) => Promise<Actor | null>;
  /** Parts that must answer before the process takes traffic. */
  readonly checks: Checks;
  readonly host: string;
  readonly port: number;
  readonly introspection: boolean;
  readonly log: Logger;
}

export interface RunningServer {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Starts the HTTP edge: `/graphql`, `/livez`, `/readyz`. Rejects when the port is taken. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const app = fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    logger: false,
    genReqId: (request) => {
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
    },
  });
  const apollo = createApollo(options, app);
  await apollo.start();
  addErrorHandling(app, options.log);
  addHealth(app, options.checks);
  const actors = new WeakMap<FastifyRequest, Actor | null>();
  app.route({
    method: ['GET', 'POST', 'OPTIONS'],
    url: '/graphql',
    preHandler: async (request) => {
      actors.set(request, await options.verify(request.headers.authorization));
    },
    handler: fastifyApolloHandler(apollo, {
      context: async (request) => contextOf(options.db, actors.get(request) ?? null, request),
    }),
  });
  const url = await app.listen({ host: options.host, port: options.port });
  return {
    url: `${url}/graphql`,
    async stop() {
      await apollo.stop();
      await app.close();
    },
  };
}

function contextOf(db: DataSource, actor: Actor | null, request: FastifyRequest): GraphContext {
  const key = request.headers['idempotency-key'];
  return {
    db,
    actor,
    requestId: request.id,
    idempotencyKey: typeof key === 'string' && key !== '' ? key : null,
    loaders: new WeakMap(),
  };
}

function createApollo(options: ServerOptions, app: FastifyInstance): ApolloServer<GraphContext> {
  return new ApolloServer<GraphContext>({
    schema: createSchema(),
    introspection: options.introspection,
    formatError,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    maxRecursiveSelections: 2_000,
    parseOptions: { maxTokens: 2_000 },
    validationOptions: { maxErrors: 20 },
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    stringifyResult: JSON.stringify,
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      // It hooks every field: half of the execution time of a long list.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginDrainHttpServer({ httpServer: app.server, stopGracePeriodMillis: 10_000 }),
      edgePlugin(options),
    ],
  });
}

/** Logs our faults, gives every error its request id and the response its status, and wakes the relay after mutations. */
function edgePlugin({ log, pubsub }: ServerOptions): ApolloServerPlugin<GraphContext> {
  return {
    async requestDidStart() {
      return {
        async didEncounterErrors({ errors, contextValue }) {
          for (const error of errors) {
            if (isFault(error))
              log.error({ err: error, requestId: contextValue.requestId }, 'a request failed');
          }
        },
        async willSendResponse({ response, contextValue, operation }) {
          if (operation?.operation === OperationTypeNode.MUTATION) void pubsub.publish(OUTBOX_CHANNEL, '');
          if (response.body.kind !== 'single') return;
          const { data, errors } = response.body.singleResult;
          response.http.headers.set('x-request-id', contextValue.requestId);
          if (!errors) return;
          response.body.singleResult.errors = errors.map((error) => ({
            ...error,
            extensions: { ...error.extensions, requestId: contextValue.requestId },
          }));
          const codes = errors.map((error) => String(error.extensions?.['code']));
          response.http.status = statusOf(codes, data !== undefined && data !== null);
        },
      };
    },
  };
}

/** Errors of the HTTP shell, in the shape of GraphQL errors. */
function addErrorHandling(app: FastifyInstance, log: Logger): void {
  const body = (message: string, code: string, requestId: string) => ({
    errors: [{ message, extensions: { code, requestId } }],
  });
  app.setErrorHandler<Error & { statusCode?: number; extensions?: { code?: string } }>(
    async (error, request, reply) => {
      const code = error.extensions?.code;
      if (code === 'UNAUTHENTICATED') {
        return reply
          .code(401)
          .header('www-authenticate', 'Bearer')
          .send(body(error.message, code, request.id));
      }
      if (code === 'SERVICE_UNAVAILABLE' || isDatabaseUnavailable(error)) {
        const message = 'The service is not available right now; try again in a few seconds.';
        return reply
          .code(503)
          .header('retry-after', '5')
          .send(body(message, 'SERVICE_UNAVAILABLE', request.id));
      }
      const status = error.statusCode ?? 500;
      if (status >= 500) log.error({ err: error, requestId: request.id }, 'a request failed');
      if (status === 413)
        return reply
          .code(413)
          .send(
            body(`A request body has at most ${BODY_LIMIT_BYTES} bytes.`, 'PAYLOAD_TOO_LARGE', request.id),
          );
      if (status < 500)
        return reply.code(status).send(body('The request could not be read.', 'BAD_REQUEST', request.id));
      return reply
        .code(500)
        .send(
          body(
            'Something went wrong on our side. Quote the request id when you report it.',
            'INTERNAL_SERVER_ERROR',
            request.id,
          ),
        );
    },
  );
  app.setNotFoundHandler(async (request, reply) =>
    reply.code(404).send(body('There is nothing here; the API is at /graphql.', 'NOT_FOUND', request.id)),
  );
}
