import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  type GraphQLCompositeType,
  type GraphQLError,
  type GraphQLSchema,
  isCompositeType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { requestError } from '../../../platform/graphql/request-error.ts';
import { type ArgumentReader, argumentsOf } from './argument-reader.ts';
import { INTROSPECTION_COST, leafCost, objectCost } from './field-cost.ts';
import { MAX_ALIASES, MAX_FIELD_DEPTH, MAX_MUTATIONS, MAX_SELECTIONS } from './limits.ts';

export interface Measure {
  /** Points; at least 1. */
  readonly cost: number;
  readonly introspects: boolean;
}

/** Points beyond which the sum is no longer followed: what comes after it stays a safe integer. */
const MAX_POINTS = Number.MAX_SAFE_INTEGER / 1_000;

/**
 * Counts what an operation would do with these variables: fields, depth, aliases, mutations and points. Fragments count
 * wherever they are spread, fields as often as they are written, and what `@skip` and `@include` leave out not at all.
 * Returns the error of the first limit that is exceeded. The work is bounded by the selections it counts, whatever the
 * fragments do; the document must be valid.
 */
export function measureOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): Measure | GraphQLError {
  const root = schema.getRootType(operation.operation);
  if (!root) return { cost: 1, introspects: false };
  const walk = new Walk(schema, document, argumentsOf(operation, variables));
  const cost = Math.max(1, walk.cost(operation.selectionSet, root, 1));
  if (walk.excess) return walk.excess;
  if (operation.operation === OperationTypeNode.MUTATION && walk.rootFields > MAX_MUTATIONS)
    return requestError('QUERY_TOO_LARGE', `A request has at most ${MAX_MUTATIONS} mutations.`);
  return { cost, introspects: walk.introspects };
}

class Walk {
  excess: GraphQLError | null = null;
  introspects = false;
  rootFields = 0;
  private selections = 0;
  private aliases = 0;
  private readonly schema: GraphQLSchema;
  private readonly read: ArgumentReader;
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;

  constructor(schema: GraphQLSchema, document: DocumentNode, read: ArgumentReader) {
    this.schema = schema;
    this.read = read;
    this.fragments = new Map(
      document.definitions.flatMap((definition) =>
        definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
      ),
    );
  }

  /** The points of a selection set at a depth of fields; the operation's own stands at 1. */
  cost(set: SelectionSetNode, parent: GraphQLCompositeType, depth: number): number {
    let sum = 0;
    for (const selection of set.selections) {
      if (!this.admits(selection)) continue;
      if (this.excess) return 0;
      sum = Math.min(MAX_POINTS, sum + this.costOfSelection(selection, parent, depth));
    }
    return sum;
  }

  private costOfSelection(selection: SelectionNode, parent: GraphQLCompositeType, depth: number): number {
    if (selection.kind === Kind.FIELD) return this.costOfField(selection, parent, depth);
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : this.fragments.get(selection.name.value);
    if (!fragment) return 0;
    const type = fragment.typeCondition ? this.schema.getType(fragment.typeCondition.name.value) : parent;
    return isCompositeType(type) ? this.cost(fragment.selectionSet, type, depth) : 0;
  }

  private costOfField(node: FieldNode, parent: GraphQLCompositeType, depth: number): number {
    if (depth === 1) this.rootFields += 1;
    const name = node.name.value;
    if (name === '__schema' || name === '__type') {
      this.introspects = true;
      this.countIntrospection(node);
      return INTROSPECTION_COST;
    }
    if (depth > MAX_FIELD_DEPTH)
      this.excess = requestError('QUERY_TOO_DEEP', `Fields are nested at most ${MAX_FIELD_DEPTH} deep.`);
    const field = isUnionType(parent) ? undefined : parent.getFields()[name];
    if (!field) return 0; // __typename
    if (!node.selectionSet) return leafCost(field);
    const type = getNamedType(field.type);
    if (!isCompositeType(type)) return 0;
    const inner = this.cost(node.selectionSet, type, depth + 1);
    const read = (argument: string) => this.read(node, field, argument);
    return objectCost({ schema: this.schema, parent, field, type, inner, read });
  }

  /** Its own fields count for size, not for depth; without aliases it can ask for each part of the schema but once. */
  private countIntrospection(node: FieldNode): void {
    for (const selection of node.selectionSet?.selections ?? []) this.countInside(selection);
  }

  private countInside(selection: SelectionNode): void {
    if (!this.admits(selection) || this.excess) return;
    if (selection.kind === Kind.FIELD && selection.alias)
      this.excess = requestError('QUERY_TOO_LARGE', 'Aliases are not taken inside introspection.');
    const set =
      selection.kind === Kind.FRAGMENT_SPREAD
        ? this.fragments.get(selection.name.value)?.selectionSet
        : selection.selectionSet;
    for (const inner of set?.selections ?? []) this.countInside(inner);
  }

  /** Counts a selection, unless it is left out; false where it is. */
  private admits(selection: SelectionNode): boolean {
    if (this.read.leavesOut(selection)) return false;
    this.selections += 1;
    if (selection.kind === Kind.FIELD && selection.alias) this.aliases += 1;
    if (this.selections > MAX_SELECTIONS)
      this.excess ??= requestError(
        'QUERY_TOO_LARGE',
        `An operation has at most ${MAX_SELECTIONS} fields, those of fragments counted wherever they are spread.`,
      );
    if (this.aliases > MAX_ALIASES)
      this.excess ??= requestError('QUERY_TOO_LARGE', `An operation has at most ${MAX_ALIASES} aliases.`);
    return true;
  }
}
