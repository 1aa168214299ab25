import { type DocumentNode, getOperationAST, GraphQLError, type GraphQLSchema } from 'graphql';
import type { Actor } from '../../../platform/kernel/actor.ts';
import { requestError } from '../../../platform/graphql/request-error.ts';
import type { Budget } from '../../../platform/rate-limit/budget.ts';
import type { RateLimiter } from '../../../platform/rate-limit/rate-limiter.ts';
import { measureOperation } from './measure-operation.ts';

/** What operations are held against; made once per server and given to every transport. */
export interface Gate {
  readonly schema: GraphQLSchema;
  readonly limiter: RateLimiter;
  /** Points that one operation may cost. */
  readonly maxCost: number;
  /** Whether everybody may ask for the schema; else partners and operators alone. */
  readonly openIntrospection: boolean;
}

/** One operation as a transport read it. */
export interface RequestedOperation {
  /** Parsed and validated: what `readDocument` gives. */
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  /** As sent, not coerced. */
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  readonly actor: Actor | null;
  /** Whose budget it is when there is no actor. */
  readonly remoteAddress: string;
}

/** What an operation costs and what its caller has left: `extensions.cost`. */
export interface Cost extends Budget {
  readonly requested: number;
}

export type Admission =
  | { readonly admitted: true; readonly cost: Cost }
  | { readonly admitted: false; readonly error: GraphQLError; readonly cost: Cost | null };

/**
 * Decides whether an operation may be executed and takes its cost from the caller's budget. Every transport (POST, GET,
 * WebSocket, SSE) calls it once per operation, after parsing and validating and before executing; never as a validation
 * rule, which would not run for documents that are kept. Never throws: the error of a refusal has a code of
 * `REQUEST_ERROR_CODES`, and nothing is taken then.
 */
export async function admitOperation(gate: Gate, request: RequestedOperation): Promise<Admission> {
  const refused = (error: GraphQLError): Admission => ({ admitted: false, error, cost: null });
  const operation = getOperationAST(request.document, request.operationName);
  if (!operation)
    return refused(
      requestError('OPERATION_RESOLUTION_FAILURE', 'Name one operation of the document in `operationName`.'),
    );
  const measured = measureOperation(gate.schema, request.document, operation, request.variables ?? {});
  if (measured instanceof GraphQLError) return refused(measured);
  if (measured.introspects && !mayIntrospect(gate, request.actor))
    return refused(
      requestError('INTROSPECTION_FORBIDDEN', 'Partners and operators may ask for the schema here.'),
    );
  if (measured.cost > gate.maxCost)
    return refused(
      requestError(
        'QUERY_TOO_COSTLY',
        `This operation costs ${measured.cost} points; a request may cost ${gate.maxCost}. Ask for smaller pages or fewer nested lists.`,
      ),
    );
  return charge(gate.limiter, request, measured.cost);
}

/** Takes points from the caller's budget, or refuses with RATE_LIMITED. */
export async function charge(
  limiter: RateLimiter,
  caller: Pick<RequestedOperation, 'actor' | 'remoteAddress'>,
  points: number,
): Promise<Admission> {
  const { granted, ...budget } = await limiter.spend(callerKey(caller.actor, caller.remoteAddress), points);
  const cost = { requested: points, ...budget };
  if (granted) return { admitted: true, cost };
  const message = `This operation costs ${points} points and ${budget.remaining} of ${budget.limit} are left until ${budget.resetAt.toISOString()}.`;
  return { admitted: false, error: requestError('RATE_LIMITED', message), cost };
}

const mayIntrospect = (gate: Gate, actor: Actor | null): boolean =>
  gate.openIntrospection || actor?.role === 'PARTNER' || actor?.role === 'OPERATOR';

/** Whose budget an operation is paid from: the organisation's; the operator's own; without a token the address's. */
function callerKey(actor: Actor | null, remoteAddress: string): string {
  switch (actor?.role) {
    case undefined:
      return `anonymous:${remoteAddress}`;
    case 'BUYER':
      return `buyer:${actor.buyerId}`;
    case 'SUPPLIER':
      return `supplier:${actor.supplierId}`;
    case 'PARTNER':
    case 'AGENT':
      return `partner:${actor.partnerId}`;
    case 'OPERATOR':
      return `operator:${actor.userId}`;
  }
}
