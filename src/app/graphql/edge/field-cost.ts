import {
  getNullableType,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isListType,
  isObjectType,
} from 'graphql';
import { MAX_PAGE_SIZE } from './limits.ts';

/** Points of a mutation or a subscription, before what it answers: work that the answer does not show. */
const ROOT_COST = 10;
/** Points of `__schema` or `__type`, whatever it asks. */
export const INTROSPECTION_COST = 100;
/** How many items a list without a page size is taken to have. */
const LIST_SIZE = 10;

type Field = GraphQLField<unknown, unknown>;

export interface PricedField {
  readonly schema: GraphQLSchema;
  readonly parent: GraphQLCompositeType;
  readonly field: Field;
  /** What the field, a list of it or a connection to it gives. */
  readonly type: GraphQLCompositeType;
  /** Points of what is asked of one item. */
  readonly inner: number;
  readonly read: (argument: string) => unknown;
}

/** What a field that is dearer than others says in its decorator: `{ complexity: 50 }`. */
function declaredCost({ extensions }: Field): number | null {
  const declared = extensions['complexity'];
  return typeof declared === 'number' ? declared : null;
}

/** Points of a scalar: none, unless it says so. */
export const leafCost = (field: Field): number => declaredCost(field) ?? 0;

/**
 * Points of objects: 1 for each that may come back, and 1 for a connection itself. Edges and `pageInfo` are free. A
 * connection multiplies what is asked of an item by `first` or `last`, a list by the number of `ids`, any other list by
 * ten.
 */
export function objectCost({ schema, parent, field, type, inner, read }: PricedField): number {
  const own = declaredCost(field) ?? usualCost(schema, parent, type);
  if (isConnection(type)) return own + pageSize(read) * inner;
  return own + listSize(parent, field, read) * ((isEdge(type) || type.name === 'PageInfo' ? 0 : 1) + inner);
}

function usualCost(schema: GraphQLSchema, parent: GraphQLCompositeType, type: GraphQLNamedType): number {
  if (parent === schema.getMutationType() || parent === schema.getSubscriptionType()) return ROOT_COST;
  return isConnection(type) ? 1 : 0;
}

const isConnection = (type: GraphQLNamedType): boolean =>
  type.name.endsWith('Connection') && isObjectType(type) && 'pageInfo' in type.getFields();

const isEdge = (type: GraphQLNamedType): boolean =>
  type.name.endsWith('Edge') && isObjectType(type) && 'cursor' in type.getFields();

/** The page as asked for. A size that is not allowed is taken for the largest one: its field refuses it by name. */
function pageSize(read: PricedField['read']): number {
  const size = [read('first'), read('last')].find((value) => typeof value === 'number') ?? 1;
  return Math.min(Math.max(size, 1), MAX_PAGE_SIZE);
}

function listSize(parent: GraphQLCompositeType, field: Field, read: PricedField['read']): number {
  // The connection has multiplied by its page already.
  if (!isListType(getNullableType(field.type)) || isConnection(parent)) return 1;
  const ids = read('ids');
  return Array.isArray(ids) ? ids.length : LIST_SIZE;
}
