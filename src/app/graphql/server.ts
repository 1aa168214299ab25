import { randomUUID } from 'node:crypto';
import { fastify, type FastifyInstance, type FastifyRequest } from 'fastify';
import type { DataSource } from 'typeorm';
import type { Actor } from '../../platform/kernel/actor.ts';
import { requestError } from '../../platform/graphql/request-error.ts';
import type { PubSub } from '../../platform/pubsub/pubsub.ts';
import type { Logger } from '../../platform/telemetry/logger.ts';
import type { Metrics } from '../../platform/telemetry/metrics.ts';
import type { Gate } from './edge/admit-operation.ts';
import { answerBrokenHttp, answerErrors, answerUnreadableAddress } from './edge/answer-errors.ts';
import { answerRequest, createApollo } from './edge/apollo.ts';
import { checkHeaders, checkRequest } from './edge/check-request.ts';
import type { EdgeContext } from './edge/edge-context.ts';
import { MAX_BODY_BYTES } from './edge/limits.ts';
import { mediaTypeFor } from './edge/media-type.ts';
import { addHealth, type Checks } from './health.ts';
import { addMetricsPage } from './metrics-page.ts';
import { observeOperations } from './observe-operations.ts';
import { observeRequests } from './observe-requests.ts';
import { attachSubscriptions, type SubscriptionSettings } from './subscriptions/attach.ts';

const REQUEST_TIMEOUT_MS = 15_000;
const REQUEST_ID = /^[A-Za-z0-9._-]{8,64}$/;

export interface ServerOptions {
  /** The schema, and what operations on it may cost. */
  readonly gate: Gate;
  readonly db: DataSource;
  readonly pubsub: PubSub;
  readonly verify: (authorization: string | undefined) => Promise<Actor | null>;
  /** Parts that are asked whether the process is ready. */
  readonly checks: Checks;
  readonly metrics: Metrics;
  /** What `/metrics` asks its callers for; nothing when undefined. */
  readonly metricsToken: string | undefined;
  readonly subscriptions: SubscriptionSettings;
  readonly host: string;
  readonly port: number;
  readonly log: Logger;
  /** Adds routes for development; nothing in production. */
  readonly addDevelopmentRoutes?: ((app: FastifyInstance) => void) | undefined;
}

export interface RunningServer {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Starts the HTTP edge: `/graphql`, `/graphql/stream`, `/livez`, `/readyz`, `/metrics`. Rejects when the port is taken. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const app = createHttpServer();
  answerErrors(app, options.log);
  observeRequests(app, options.metrics, options.log);
  addHealth(app, options.checks);
  addMetricsPage(app, options.metrics, options.metricsToken);
  options.addDevelopmentRoutes?.(app);
  const stopGraphQL = await addGraphQL(app, options);
  const subscriptions = attachSubscriptions(app, { ...options, settings: options.subscriptions });
  const url = await app.listen({ host: options.host, port: options.port });
  return {
    url: `${url}/graphql`,
    async stop() {
      await subscriptions.stop();
      await stopGraphQL();
      await app.close();
    },
  };
}

function createHttpServer(): FastifyInstance {
  const app = fastify({
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    logger: false,
    clientErrorHandler: answerBrokenHttp,
    frameworkErrors: answerUnreadableAddress,
    genReqId: (request) => {
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
    },
  });
  // JSON alone: a form or a text is what another site's page can send without asking.
  app.removeContentTypeParser('text/plain');
  return app;
}

/** Adds `/graphql` for queries and mutations. Returns what ends it. */
async function addGraphQL(app: FastifyInstance, options: ServerOptions): Promise<() => Promise<void>> {
  const apollo = createApollo(app, options, [observeOperations(options.metrics)]);
  await apollo.start();
  const actors = new WeakMap<FastifyRequest, Actor | null>();
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    onRequest: async (request) => checkHeaders(request),
    preHandler: async (request) => {
      checkRequest(request);
      actors.set(request, await options.verify(request.headers.authorization));
    },
    handler: (request, reply) =>
      answerRequest(apollo, request, reply, contextOf(options.db, actors.get(request) ?? null, request)),
  });
  app.route({
    method: ['PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    url: '/graphql',
    onRequest: async () => {
      throw requestError('METHOD_NOT_ALLOWED', 'Use POST, or GET for queries.');
    },
    handler: async () => {},
  });
  return () => apollo.stop();
}

function contextOf(db: DataSource, actor: Actor | null, request: FastifyRequest): EdgeContext {
  const key = request.headers['idempotency-key'];
  return {
    db,
    actor,
    requestId: request.id,
    idempotencyKey: typeof key === 'string' && key !== '' ? key : null,
    loaders: new WeakMap(),
    remoteAddress: request.ip,
    mediaType: mediaTypeFor(request.headers.accept) ?? 'application/json',
    cost: null,
  };
}
