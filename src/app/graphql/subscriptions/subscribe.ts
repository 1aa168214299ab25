import {
  createSourceEventStream,
  type DocumentNode,
  execute,
  type ExecutionArgs,
  type FormattedExecutionResult,
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
} from 'graphql';
import type { DataSource } from 'typeorm';
import type { GraphContext } from '../../../platform/graphql/context.ts';
import type { SubscriptionContext } from '../../../platform/graphql/feed.ts';
import { requestError } from '../../../platform/graphql/request-error.ts';
import { type Actor, actorKey } from '../../../platform/kernel/actor.ts';
import type { Logger } from '../../../platform/telemetry/logger.ts';
import { admitOperation, charge, type Gate } from '../edge/admit-operation.ts';
import { readDocument } from '../edge/read-document.ts';
import { isFault, shownErrors } from '../format-error.ts';
import { once, type Results, resultsFrom } from './results.ts';
import type { Session } from './session.ts';
import type { Slots } from './slots.ts';

export interface SubscribeOptions {
  readonly gate: Gate;
  readonly db: DataSource;
  readonly follow: SubscriptionContext['follow'];
  readonly slotsOfCallers: Slots;
  readonly log: Logger;
}

/** What a transport knows of whoever is at its other end. */
export interface Peer {
  readonly session: Session;
  readonly requestId: string;
  readonly remoteAddress: string;
}

/** An operation as a client sends it. */
export interface Request {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** What is executed: for each event with a context of its own. */
export type Operation = Pick<ExecutionArgs, 'schema' | 'document' | 'operationName' | 'variableValues'>;

/** Refused before anything was executed, or results: of a subscription that could not start there is one, with its errors. */
export type Begun =
  { readonly refused: readonly GraphQLError[] } | { readonly args: Operation; readonly results: Results };

/**
 * Begins a subscription: the document is held against the limits that hold on every transport, and takes a slot of
 * its caller. Each event is then executed with a context, and so with loaders, of its own, for the caller as the
 * credentials name it at that moment; an event that cannot be delivered is the last one. Never throws.
 */
export async function subscribe(options: SubscribeOptions, peer: Peer, request: Request): Promise<Begun> {
  try {
    return await begin(options, peer, request);
  } catch (error) {
    return { refused: [noted(options.log, peer, error)] };
  }
}

async function begin(options: SubscribeOptions, peer: Peer, request: Request): Promise<Begun> {
  const { schema } = options.gate;
  const actor = await peer.session.caller();
  const admitted = await admit(options.gate, request, actor, peer.remoteAddress);
  if ('refused' in admitted) return admitted;
  const release = options.slotsOfCallers.take(actor ? actorKey(actor) : peer.remoteAddress);
  if (!release) return { refused: [tooMany('one caller')] };
  const { operationName = null, variables } = request;
  const args = { schema, document: admitted.document, operationName, variableValues: variables ?? {} };
  try {
    return { args, results: await resultsOf(options, peer, args, release) };
  } catch (error) {
    release();
    throw error;
  }
}

type Refused = Extract<Begun, { refused: unknown }>;

/** Holds an operation against what holds on every transport, and takes its cost; whatever is refused costs a point. */
async function admit(
  gate: Gate,
  request: Request,
  actor: Actor | null,
  remoteAddress: string,
): Promise<Refused | { readonly document: DocumentNode }> {
  const caller = { actor, remoteAddress };
  const refuse = async (errors: readonly GraphQLError[]): Promise<Refused> => {
    const charged = await charge(gate.limiter, caller, 1);
    return { refused: charged.admitted ? errors : [charged.error] };
  };
  const read = readDocument(gate.schema, request.query);
  if ('errors' in read) return refuse(read.errors);
  const { document } = read;
  const { operationName, variables } = request;
  const kind = getOperationAST(document, operationName)?.operation;
  if (kind !== undefined && kind !== OperationTypeNode.SUBSCRIPTION) return refuse([notASubscription()]);
  const admission = await admitOperation(gate, { document, operationName, variables, ...caller });
  return admission.admitted ? { document } : { refused: [admission.error] };
}

async function resultsOf(
  { db, follow, log }: SubscribeOptions,
  peer: Peer,
  args: Operation,
  release: () => void,
): Promise<Results> {
  const freshContext = async (): Promise<GraphContext> => ({
    db,
    actor: await peer.session.caller(),
    requestId: peer.requestId,
    idempotencyKey: null,
    loaders: new WeakMap(),
  });
  const shown = (errors: readonly unknown[]) =>
    shownErrors(
      errors.map((error) => noted(log, peer, error)),
      peer.requestId,
    );
  const context: SubscriptionContext = { ...(await freshContext()), follow };
  const source = await createSourceEventStream({ ...args, contextValue: context });
  if (!(Symbol.asyncIterator in source)) {
    release();
    return once({ errors: shown(source.errors ?? []) });
  }
  const deliver = async (event: unknown): Promise<FormattedExecutionResult> => {
    const { errors, ...result } = await execute({
      ...args,
      rootValue: event,
      contextValue: await freshContext(),
    });
    return errors ? { ...result, errors: shown(errors) } : result;
  };
  return resultsFrom(source[Symbol.asyncIterator](), {
    deliver,
    failed: (error) => ({ errors: shown([error]) }),
    onEnd: release,
  });
}

/** Any failure as GraphQL knows it; logged where it is a fault of ours. */
function noted(log: Logger, { requestId }: Peer, failure: unknown): GraphQLError {
  const error =
    failure instanceof GraphQLError
      ? failure
      : new GraphQLError('A fault.', {
          originalError: failure instanceof Error ? failure : new Error('something was thrown'),
        });
  if (isFault(error)) log.error({ err: error.originalError ?? error, requestId }, 'a subscription failed');
  return error;
}

const notASubscription = (): GraphQLError =>
  requestError(
    'METHOD_NOT_ALLOWED',
    'Only subscriptions are served here; send queries and mutations to POST /graphql.',
  );

/** The refusal of one subscription more than `holder` may have. */
export const tooMany = (holder: string): GraphQLError =>
  requestError(
    'TOO_MANY_SUBSCRIPTIONS',
    `As many subscriptions are open as ${holder} may have; end one first.`,
  );
