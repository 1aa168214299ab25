import { fc, test as property } from '@fast-check/vitest';
import { buildSchema, getIntrospectionQuery, getOperationAST, GraphQLError, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { measureOperation } from '../../../src/app/graphql/edge/measure-operation.ts';

const schema = buildSchema(`
  interface Node { id: ID! }
  type Query { node(id: ID!): Node nodes(ids: [ID!]!): [Node]! things(first: Int, last: Int): ThingConnection! thing: Thing tags: [Tag!]! }
  type Mutation { change(input: Change!): Changed! }
  type Subscription { changed: Thing! }
  input Change { names: [String!] }
  type Changed { thing: Thing errors: [Tag!]! }
  type PageInfo { hasNextPage: Boolean! }
  type Thing implements Node { id: ID! self: Thing! tags: [Tag!]! words: [String!]! things(first: Int = 20, last: Int): ThingConnection! }
  type Tag implements Node { id: ID! label: String! }
  type ThingEdge { cursor: String! node: Thing! }
  type ThingConnection { edges: [ThingEdge!]! nodes: [Thing!]! pageInfo: PageInfo! totalCount: Int! }
`);

function measure(text: string, variables: Record<string, unknown> = {}) {
  const document = parse(text);
  const operation = getOperationAST(document, 'Q') ?? getOperationAST(document);
  if (!operation) throw new Error('no operation');
  return measureOperation(schema, document, operation, variables);
}

function costOf(text: string, variables: Record<string, unknown> = {}): number {
  const measured = measure(text, variables);
  if (measured instanceof GraphQLError) throw measured;
  return measured.cost;
}

function refusalOf(text: string, variables: Record<string, unknown> = {}): unknown {
  const measured = measure(text, variables);
  return measured instanceof GraphQLError ? measured.extensions['code'] : null;
}

describe('the cost of an operation', () => {
  test.each([
    ['scalars are free, but a request costs 1', '{ __typename }', 1],
    ['an object costs 1', '{ thing { id } }', 1],
    ['and what hangs off it', '{ thing { id self { id words } } }', 2],
    ['a list counts for ten', '{ tags { label } }', 10],
    ['a list in a list for a hundred', '{ nodes(ids: ["a"]) { ... on Thing { tags { id } } } }', 11],
    ['a page for its items, and one more', '{ things(first: 50) { nodes { id } } }', 51],
    ['backwards too', '{ things(last: 50) { nodes { id } } }', 51],
    [
      'edges and pageInfo are free',
      '{ things(first: 50) { edges { cursor node { id } } pageInfo { hasNextPage } totalCount } }',
      51,
    ],
    [
      'pages multiply',
      '{ things(first: 50) { nodes { things(first: 10) { nodes { id } } } } }',
      1 + 50 * (1 + 1 + 10),
    ],
    ['a default counts as given', '{ thing { things { nodes { id } } } }', 1 + 1 + 20],
    ['each id counts', '{ nodes(ids: ["a", "b", "c"]) { id } }', 3],
    ['each alias counts', '{ a: thing { id } b: thing { id } }', 2],
    ['a mutation costs 10 before its answer', 'mutation { change(input: {}) { thing { id } } }', 12],
    ['a subscription too', 'subscription { changed { id } }', 11],
    ['introspection costs 100', getIntrospectionQuery(), 100],
  ])('%s', (_rule, text, cost) => {
    expect(costOf(text)).toBe(cost);
  });

  test('comes from the variables of each request', () => {
    const text =
      'query ($n: Int = 5, $ids: [ID!]!) { things(first: $n) { nodes { id } } nodes(ids: $ids) { id } }';
    expect(costOf(text, { ids: ['a'] })).toBe(6 + 1);
    expect(costOf(text, { n: 100, ids: Array.from({ length: 90 }, String) })).toBe(101 + 90);
  });

  test('leaves out what the variables leave out', () => {
    const text =
      'query ($s: Boolean!, $i: Boolean!) { thing { id } a: tags @skip(if: $s) { id } ... @include(if: $i) { tags { id } } }';
    expect(costOf(text, { s: true, i: false })).toBe(1);
    expect(costOf(text, { s: false, i: true })).toBe(21);
  });

  test.each([0, -1, 101, 2 ** 31, '1', null, [], {}])('takes a page of %s for an allowed one', (first) => {
    expect(
      costOf('query ($n: Int) { things(first: $n) { nodes { id } } }', { n: first }),
    ).toBeLessThanOrEqual(101);
  });

  property.prop([fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 100 })])(
    'is that of its fragments written out',
    (outer, inner) => {
      const spread =
        'query Q { things(first: ' +
        outer +
        ') { ...T } } fragment T on ThingConnection { nodes { ...N } } fragment N on Thing { ... on Node { id } ... on Thing { things(first: ' +
        inner +
        ') { nodes { id } } } }';
      expect(costOf(spread)).toBe(
        costOf(`{ things(first: ${outer}) { nodes { id things(first: ${inner}) { nodes { id } } } } }`),
      );
    },
  );
});

const deep = (depth: number) => `{ thing ${'{ self '.repeat(depth - 2)}{ id ${'}'.repeat(depth)}`;
const aliases = (count: number) =>
  `{ ${Array.from({ length: count }, (_, index) => `a${index}: node(id: "x") { id }`).join(' ')} }`;
const mutations = (count: number) =>
  `mutation { ...M } fragment M on Mutation { ${Array.from({ length: count }, (_, index) => `m${index}: change(input: {}) { __typename }`).join(' ')} }`;

describe('an operation', () => {
  test('nests 12 fields deep and no deeper, also by fragments', () => {
    expect(refusalOf(deep(12))).toBeNull();
    expect(refusalOf(deep(13))).toBe('QUERY_TOO_DEEP');
    const rest = deep(12).slice('{ thing '.length, -1);
    expect(refusalOf(`query Q { thing { ...F } } fragment F on Thing { self ${rest} }`)).toBe(
      'QUERY_TOO_DEEP',
    );
  });

  test('may introspect as deep as tools do', () => {
    expect(measure(getIntrospectionQuery())).toMatchObject({ introspects: true });
    expect(measure('{ thing { id } }')).toMatchObject({ introspects: false });
    expect(measure('query Q { ...F } fragment F on Query { __type(name: "Thing") { name } }')).toMatchObject({
      introspects: true,
    });
  });

  test('has no aliases inside introspection, where they would multiply', () => {
    expect(refusalOf('{ a: __type(name: "Thing") { name } b: __type(name: "Tag") { name } }')).toBeNull();
    expect(refusalOf('{ __schema { types { a: fields { name } } } }')).toBe('QUERY_TOO_LARGE');
    expect(
      refusalOf('query Q { __schema { ...S } } fragment S on __Schema { types { ... { a: name } } }'),
    ).toBe('QUERY_TOO_LARGE');
  });

  test('has 30 aliases and no more, wherever they are', () => {
    expect(refusalOf(aliases(30))).toBeNull();
    expect(refusalOf(aliases(31))).toBe('QUERY_TOO_LARGE');
    expect(refusalOf(aliases(101))).toBe('QUERY_TOO_LARGE');
    const twice = `query Q { x: thing { ...F } y: thing { ...F } } fragment F on Thing { ${Array.from({ length: 15 }, (_, index) => `a${index}: id`).join(' ')} }`;
    expect(refusalOf(twice)).toBe('QUERY_TOO_LARGE');
  });

  test('has 5 mutations and no more', () => {
    expect(refusalOf(mutations(5))).toBeNull();
    expect(refusalOf(mutations(6))).toBe('QUERY_TOO_LARGE');
  });

  test('is refused when fragments double its fields, without counting them all', () => {
    const doubling = Array.from(
      { length: 60 },
      (_, index) => `fragment F${index} on Thing { ...F${index + 1} ...F${index + 1} }`,
    ).join(' ');
    expect(refusalOf(`query Q { thing { ...F0 } } ${doubling} fragment F60 on Thing { id }`)).toBe(
      'QUERY_TOO_LARGE',
    );
  });

  test('is refused when its fragments go in a circle', () => {
    expect(
      refusalOf('query Q { thing { ...A } } fragment A on Thing { ...B } fragment B on Thing { ...A }'),
    ).toBe('QUERY_TOO_LARGE');
    expect(refusalOf('query Q { __schema { ...A } } fragment A on __Schema { ...A }')).toBe(
      'QUERY_TOO_LARGE',
    );
    expect(refusalOf('query Q { thing { ...A } } fragment A on Thing { self { ...A } }')).toMatch(
      /QUERY_TOO_(DEEP|LARGE)/,
    );
  });
});
