import type { ApolloServerPlugin, GraphQLRequestContextDidResolveOperation } from '@apollo/server';
import { type DocumentNode, Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import type { Actor } from '../../platform/kernel/actor.ts';
import type { GraphContext } from '../../platform/graphql/context.ts';
import type { Metrics } from '../../platform/telemetry/metrics.ts';
import { note } from '../../platform/telemetry/trace.ts';

/** What an operation counts as: its kind and the one field that it asks the root for. */
export interface OperationLabels {
  readonly type: string;
  readonly field: string;
}

const REFUSED: OperationLabels = { type: 'none', field: 'none' };

/** Counts and times GraphQL operations, and counts errors by code. */
export function observeOperations(metrics: Metrics): ApolloServerPlugin<GraphContext> {
  const labelNames = ['type', 'field'] as const;
  const operations = metrics.counter({
    name: 'rfq_graphql_operations_total',
    help: 'GraphQL operations by kind and root field; `several` fields count as one operation, `none` was refused unread.',
    labelNames: [...labelNames, 'outcome'],
  });
  const seconds = metrics.histogram({
    name: 'rfq_graphql_operation_duration_seconds',
    help: 'Time from the arrival of a GraphQL operation to its answer.',
    labelNames,
    buckets: [0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  });
  const errors = metrics.counter({
    name: 'rfq_graphql_errors_total',
    help: 'Top-level errors of GraphQL answers, by code.',
    labelNames: ['code'],
  });
  return {
    async requestDidStart() {
      const startedAtMs = performance.now();
      let labels = REFUSED;
      return {
        async didResolveOperation(context) {
          if (context.operation) labels = labelsOf(context.document, context.operation);
          note({ operation: `${labels.type} ${labels.field}`, ...caller(context) });
        },
        async willSendResponse({ response }) {
          const failed = response.body.kind === 'single' ? (response.body.singleResult.errors ?? []) : [];
          operations.inc({ ...labels, outcome: failed.length === 0 ? 'ok' : 'error' });
          seconds.observe({ ...labels }, (performance.now() - startedAtMs) / 1_000);
          for (const { extensions } of failed) errors.inc({ code: String(extensions?.['code']) });
        },
      };
    },
  };
}

/**
 * The labels of a validated operation. Root fields are a short list of the schema's; the operation's name and
 * aliases are the client's to choose and are never looked at.
 */
export function labelsOf(document: DocumentNode, operation: OperationDefinitionNode): OperationLabels {
  const fields = rootFields(document, operation.selectionSet, new Set());
  const [field = 'none', ...others] = fields;
  return { type: operation.operation, field: others.length > 0 ? 'several' : field };
}

function rootFields(
  document: DocumentNode,
  { selections }: SelectionSetNode,
  seen: Set<string>,
): Set<string> {
  const found = new Set<string>();
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      found.add(selection.name.value);
      continue;
    }
    const inner =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection.selectionSet
        : fragmentOf(document, selection.name.value, seen);
    if (inner) for (const field of rootFields(document, inner, seen)) found.add(field);
  }
  return found;
}

/** A fragment's selections, once: spreading it again adds nothing, and costs nothing. */
function fragmentOf(document: DocumentNode, name: string, seen: Set<string>): SelectionSetNode | null {
  if (seen.has(name)) return null;
  seen.add(name);
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name)
      return definition.selectionSet;
  return null;
}

/** Who asks, for the log: the role, and the organisation's id where it has one. No person. */
function caller({ contextValue }: GraphQLRequestContextDidResolveOperation<GraphContext>) {
  const { actor } = contextValue;
  const organisation = actor ? organisationOf(actor) : null;
  return { role: actor?.role ?? 'none', ...(organisation !== null && { organisation }) };
}

function organisationOf(actor: Actor): string | null {
  switch (actor.role) {
    case 'BUYER':
      return actor.buyerId;
    case 'SUPPLIER':
      return actor.supplierId;
    case 'PARTNER':
    case 'AGENT':
      return actor.partnerId;
    case 'OPERATOR':
      return null;
  }
}
