import { ApolloServer, type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { formatError } from '../format-error.ts';
import { searchOf } from './check-request.ts';
import type { EdgeContext } from './edge-context.ts';
import { edgePlugin, type EdgeParts } from './edge-plugin.ts';
import { PARSE_OPTIONS, VALIDATION_OPTIONS } from './read-document.ts';

/** The executor of queries and mutations that come by HTTP. */
export function createApollo(
  app: FastifyInstance,
  parts: EdgeParts,
  plugins: readonly ApolloServerPlugin<EdgeContext>[],
): ApolloServer<EdgeContext> {
  return new ApolloServer<EdgeContext>({
    schema: parts.gate.schema,
    introspection: true, // by role, in `admitOperation`
    formatError,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    parseOptions: PARSE_OPTIONS,
    validationOptions: VALIDATION_OPTIONS,
    csrfPrevention: false, // `checkHeaders` does it by what browsers say, and asks other clients for no header
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    stringifyResult: JSON.stringify,
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      // It hooks every field: half of the execution time of a long list.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginDrainHttpServer({ httpServer: app.server, stopGracePeriodMillis: 10_000 }),
      edgePlugin(parts),
      ...plugins,
    ],
  });
}

/** Answers one checked request. */
export async function answerRequest(
  apollo: ApolloServer<EdgeContext>,
  request: FastifyRequest,
  reply: FastifyReply,
  context: EdgeContext,
): Promise<FastifyReply> {
  const { status, headers, body } = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: request.method,
      headers: new HeaderMap([['accept', context.mediaType]]),
      search: searchOf(request.url),
      body: request.body,
    },
    context: async () => context,
  });
  if (body.kind !== 'complete') throw new Error('the schema has no directives that answer in parts');
  return reply
    .code(status ?? 200)
    .headers(Object.fromEntries(headers))
    .send(body.string);
}
