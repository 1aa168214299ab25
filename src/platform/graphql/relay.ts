import { GraphQLError } from 'graphql';
import { type ClassType, ArgsType, Field, ID, Int, InterfaceType, ObjectType } from 'type-graphql';
import { decodeCursor, encodeCursor } from '../kernel/cursor.ts';

@InterfaceType({
  description: 'Anything that can be fetched again by its global id.',
  // Nodes are plain objects; whoever loads one says of which type it is.
  resolveType: (node: { readonly __typename: string }) => node.__typename,
})
export abstract class Node {
  @Field(() => ID, { description: 'Global and opaque; pass it back as it is.' })
  id!: string;
}

@ObjectType({ simpleResolvers: true, description: 'Where a page stands in its list.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more items follow the page.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether items precede the page.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first item; null on an empty page.' })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last item; null on an empty page.' })
  endCursor!: string | null;
}

@ArgsType()
export class ConnectionArgs {
  @Field(() => Int, {
    nullable: true,
    description: 'How many items from the front, 1 to 100. Either `first` or `last` is required.',
  })
  first?: number;

  @Field(() => String, { nullable: true, description: 'Start after this cursor.' })
  after?: string;

  @Field(() => Int, { nullable: true, description: 'How many items from the back, 1 to 100.' })
  last?: number;

  @Field(() => String, { nullable: true, description: 'End before this cursor.' })
  before?: string;
}

export interface Edge<T> {
  cursor: string;
  node: T;
}

/** What a connection field returns; `totalCount` is only counted when it is asked for. */
export interface Connection<T> {
  edges: Edge<T>[];
  nodes: T[];
  pageInfo: PageInfo;
  totalCount: () => Promise<number>;
}

/** Counts saturate here: past it a list says 10,001. */
export const MAX_COUNT = 10_001;

/** The answer to a cursor that was altered, or that another list or order gave. */
export const foreignCursor = () => badPage('The cursor does not belong to this list.');

const badPage = (message: string) => new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });

export interface PageRequest {
  readonly size: number;
  readonly backward: boolean;
  readonly after: string | null;
  readonly before: string | null;
}

/** Checks paging arguments. Throws `BAD_USER_INPUT` unless exactly one of `first` and `last` is given, 1–100. */
export function pageRequest(args: ConnectionArgs): PageRequest {
  const { first, last } = args;
  if ((first === undefined || first === null) === (last === undefined || last === null)) {
    throw badPage('Give either `first` or `last`, a number from 1 to 100.');
  }
  const size = first ?? last ?? 0;
  if (size < 1 || size > 100) throw badPage('`first` and `last` take a number from 1 to 100.');
  return {
    size,
    backward: last !== undefined && last !== null,
    after: args.after ?? null,
    before: args.before ?? null,
  };
}

/** Makes the `XEdge` and `XConnection` types of a node type. */
export function connectionOf<T extends object>(
  name: string,
  node: () => ClassType<T>,
): ClassType<Connection<T>> {
  @ObjectType(`${name}Edge`, { simpleResolvers: true, description: `A ${name} and its place in the list.` })
  class EdgeType {
    @Field(() => String, { description: 'The place of this item in the list.' })
    cursor!: string;

    @Field(node, { description: 'The item.' })
    node!: T;
  }

  @ObjectType(`${name}Connection`, { simpleResolvers: true, description: `A page of a list of ${name}.` })
  class ConnectionType {
    @Field(() => [EdgeType], { description: 'The items of the page with their cursors.' })
    edges!: EdgeType[];

    @Field(() => [node()], { description: 'The items of the page.' })
    nodes!: T[];

    @Field(() => PageInfo, { description: 'Where the page stands.' })
    pageInfo!: PageInfo;

    @Field(() => Int, {
      description: 'How many items the whole list has. Saturates: 10,001 means more than 10,000.',
    })
    totalCount!: () => Promise<number>;
  }

  return ConnectionType;
}

/** A page over a list that is in memory already, in its order; the cursor is the item's key. Throws `BAD_USER_INPUT`. */
export function pageOfList<T>(
  name: string,
  items: readonly T[],
  args: ConnectionArgs,
  keyOfItem: (item: T) => string,
): Connection<T> {
  const { size, backward, after, before } = pageRequest(args);
  const cursorOf = (item: T) => encodeCursor(name, [keyOfItem(item)]);
  const indexOf = (cursor: string) => {
    const [key] = decodeCursor(name, cursor, 1) ?? [];
    const index = items.findIndex((item) => keyOfItem(item) === key);
    if (index === -1) throw foreignCursor();
    return index;
  };
  const from = after === null ? 0 : indexOf(after) + 1;
  const to = before === null ? items.length : Math.max(indexOf(before), from);
  const start = backward ? Math.max(from, to - size) : from;
  const end = backward ? to : Math.min(to, from + size);
  const edges = items.slice(start, end).map((node) => ({ cursor: cursorOf(node), node }));
  return {
    edges,
    nodes: edges.map((edge) => edge.node),
    pageInfo: {
      hasNextPage: end < items.length,
      hasPreviousPage: start > 0,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: async () => Math.min(items.length, MAX_COUNT),
  };
}
