import type { ApolloServerPlugin, GraphQLRequestContext } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { type GraphQLError, OperationTypeNode } from 'graphql';
import { requestError } from '../../../platform/graphql/request-error.ts';
import { OUTBOX_CHANNEL, type PubSub } from '../../../platform/pubsub/pubsub.ts';
import type { Logger } from '../../../platform/telemetry/logger.ts';
import { formatError, isFault, statusOf, withRequestId } from '../format-error.ts';
import { admitOperation, charge, type Gate } from './admit-operation.ts';
import { HEADERS_OF_STATUS } from './answer-errors.ts';
import { costHeaders, secondsUntilReset } from './cost-headers.ts';
import type { EdgeContext } from './edge-context.ts';

export interface EdgeParts {
  readonly gate: Gate;
  readonly pubsub: PubSub;
  readonly log: Logger;
}

/**
 * What happens to every operation that comes by HTTP: it is admitted and charged before it is executed, our faults are
 * logged, every error gets its request id and the response its status and budget, and mutations wake the relay.
 */
export function edgePlugin({ gate, pubsub, log }: EdgeParts): ApolloServerPlugin<EdgeContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ document, operation, request, contextValue }) {
          if (operation?.operation === OperationTypeNode.SUBSCRIPTION)
            throw requestError(
              'BAD_REQUEST',
              'Subscriptions come over WebSocket at this address, or as server-sent events from /graphql/stream.',
            );
          const { actor, remoteAddress } = contextValue;
          const { operationName, variables } = request;
          const admission = await admitOperation(gate, {
            document,
            operationName,
            variables,
            actor,
            remoteAddress,
          });
          contextValue.cost = admission.cost;
          if (!admission.admitted) throw admission.error;
        },
        async didEncounterErrors({ errors, contextValue }) {
          for (const error of errors) {
            if (isFault(error))
              log.error(
                { err: unwrapResolverError(error), requestId: contextValue.requestId },
                'a request failed',
              );
          }
        },
        async willSendResponse(context) {
          if (context.operation?.operation === OperationTypeNode.MUTATION)
            void pubsub.publish(OUTBOX_CHANNEL, '');
          await finish(gate, context);
        },
      };
    },
  };
}

/** Completes the response: the charge for what was refused unread, request ids, status, headers and `extensions.cost`. */
async function finish(
  gate: Gate,
  { contextValue, response }: GraphQLRequestContext<EdgeContext>,
): Promise<void> {
  if (response.body?.kind !== 'single') return;
  const { http, body } = response;
  const result = body.singleResult;
  const { mediaType, requestId } = contextValue;
  if (http.status === 405)
    result.errors = [shown(requestError('METHOD_NOT_ALLOWED', 'GET takes queries alone.'))];
  if (contextValue.cost === null) {
    // Refusing a document is work too, and a flood of bad ones has to end.
    const admission = await charge(gate.limiter, contextValue, 1);
    contextValue.cost = admission.cost;
    if (!admission.admitted) result.errors = [shown(admission.error)];
  }
  if (result.errors) {
    result.errors = result.errors.map((error) => withRequestId(error, requestId));
    http.status = statusOf(result.errors, result.data, mediaType);
  }
  const { cost } = contextValue;
  const headers = {
    'content-type': `${mediaType}; charset=utf-8`,
    'x-request-id': requestId,
    ...HEADERS_OF_STATUS[http.status ?? 200],
    ...(cost && costHeaders(cost)),
    ...(cost && http.status === 429 && { 'retry-after': String(secondsUntilReset(cost)) }),
  };
  for (const [name, value] of Object.entries(headers)) http.headers.set(name, value);
  result.extensions = { ...result.extensions, cost };
}

const shown = (error: GraphQLError) => formatError(error.toJSON(), error);
