import { fc } from '@fast-check/vitest';
import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isRequestErrorCode } from '../../src/platform/kernel/request-error-code.ts';
import { startWorld, type World } from '../support/world.ts';
import { expectRefusal, get, post } from './wire.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ worker: false });
});
afterAll(() => world.stop());

const codesFor = async (query: string, variables: object = {}, client = world.buyer) =>
  expectRefusal(await post(world.url, client.token, { query, variables }));

const many = (count: number, of: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => of(index)).join(' ');
const nested = (open: string, close: string, depth: number): string =>
  open.repeat(depth) + close.repeat(depth);
/** Fields nested so deep, in brackets that the parser is still given. */
const deep = (depth: number) =>
  `{ category(code: "03000000") ${'{ parent '.repeat(depth - 2)}{ code ${'}'.repeat(depth)}`;

describe('a hostile document is refused', () => {
  test.each([
    ['syntax', '{ viewer {', 'GRAPHQL_PARSE_FAILED'],
    ['bytes that are none of GraphQL', '{ \u0000 viewer }', 'GRAPHQL_PARSE_FAILED'],
    ['a string without end', '{ category(code: "', 'GRAPHQL_PARSE_FAILED'],
    ['no operation', 'fragment F on Query { __typename }', 'GRAPHQL_VALIDATION_FAILED'],
    ['unknown fields', '{ viewr { roles } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['unknown arguments', '{ category(cod: "1") { code } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['unknown types', '{ node(id: "x") { ... on Supplie { id } } }', 'GRAPHQL_VALIDATION_FAILED'],
    [
      'unknown enum values',
      '{ rfqs(first: 1, filter: { states: [OPENN] }) { totalCount } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['fields 13 deep', deep(13), 'QUERY_TOO_DEEP'],
    ['fields 200 deep', deep(200), 'QUERY_TOO_DEEP'],
    ['fields 15,000 deep', deep(15_000), 'QUERY_TOO_DEEP'],
    ['nested list literals', `{ nodes(ids: ${nested('[', ']', 30_000)}) { id } }`, 'QUERY_TOO_DEEP'],
    [
      'nested object literals',
      `{ rfqs(first: 1, filter: ${'{a:'.repeat(30_000)}1${'}'.repeat(30_000)}) { totalCount } }`,
      'QUERY_TOO_DEEP',
    ],
    ['a flood of tokens', `{ ${many(10_000, () => '__typename')} }`, 'QUERY_TOO_LARGE'],
    ['a flood of directives', `{ __typename ${many(1_000, () => '@skip(if: false)')} }`, 'QUERY_TOO_LARGE'],
    [
      'a flood of unknown directives',
      `{ __typename ${many(500, (index) => `@a${index}`)} }`,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['31 aliases', `{ ${many(31, (index) => `a${index}: __typename`)} }`, 'QUERY_TOO_LARGE'],
    [
      '101 node ids by alias',
      `{ ${many(101, (index) => `a${index}: node(id: "x${index}") { id }`)} }`,
      'QUERY_TOO_LARGE',
    ],
    [
      '101 node ids in a list',
      `{ nodes(ids: [${many(101, (index) => `"x${index}"`)}]) { id } }`,
      'BAD_USER_INPUT',
    ],
    [
      'cyclic fragments',
      'query { viewer { ...A } } fragment A on Viewer { ...B } fragment B on Viewer { ...A }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'doubling fragments',
      `query { viewer { ...F0 } } ${many(60, (index) => `fragment F${index} on Viewer { ...F${index + 1} ...F${index + 1} }`)} fragment F60 on Viewer { role }`,
      'QUERY_TOO_LARGE',
    ],
    [
      '6 mutations',
      `mutation { ${many(6, (index) => `m${index}: cancelRfq(input: { rfqId: "x" }) { replayed }`)} }`,
      'QUERY_TOO_LARGE',
    ],
    [
      'pages of pages',
      '{ rfqs(first: 100) { nodes { quotes(first: 100) { nodes { supplier { id } } } } } }',
      'QUERY_TOO_COSTLY',
    ],
    ['a subscription', 'subscription { rfqActivity(rfqId: "x") { __typename } }', 'BAD_REQUEST'],
    ['a page of 0', '{ rfqs(first: 0) { totalCount } }', 'BAD_USER_INPUT'],
    ['a page of −1', '{ rfqs(first: -1) { totalCount } }', 'BAD_USER_INPUT'],
    ['a page of 101', '{ rfqs(first: 101) { totalCount } }', 'BAD_USER_INPUT'],
    ['a page of 2³¹', '{ rfqs(first: 2147483648) { totalCount } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['both ends of a page', '{ rfqs(first: 1, last: 1) { totalCount } }', 'BAD_USER_INPUT'],
    ['neither end of a page', '{ rfqs { totalCount } }', 'BAD_USER_INPUT'],
  ])('for %s', async (_what, query, code) => {
    expect(new Set(await codesFor(query))).toEqual(new Set([code]));
  });

  test('by GET as by POST', async () => {
    const operations = [
      { query: deep(13), code: 'QUERY_TOO_DEEP' },
      { query: `{ nodes(ids: ${nested('[', ']', 2_000)}) { id } }`, code: 'QUERY_TOO_DEEP' },
      { query: `{ ${many(31, (index) => `a${index}: __typename`)} }`, code: 'QUERY_TOO_LARGE' },
      {
        query: '{ rfqs(first: 100) { nodes { quotes(first: 100) { nodes { supplier { id } } } } } }',
        code: 'QUERY_TOO_COSTLY',
      },
    ];
    for (const { query, code } of operations)
      expect(expectRefusal(await get(world.url, world.buyer.token, { query }))).toEqual([code]);
  });

  test('for its variables, however cheap the same document was before', async () => {
    const query =
      'query ($n: Int!) { rfqs(first: $n) { nodes { quotes(first: $n) { nodes { supplier { id } } } } } }';
    for (let round = 0; round < 3; round += 1) {
      const cheap = await post(world.url, world.buyer.token, { query, variables: { n: 1 } });
      expect(cheap.body.data).toEqual({ rfqs: { nodes: [] } });
      expect(await codesFor(query, { n: 100 })).toEqual(['QUERY_TOO_COSTLY']);
      expect(
        expectRefusal(await get(world.url, world.buyer.token, { query, variables: { n: 100 } })),
      ).toEqual(['QUERY_TOO_COSTLY']);
    }
  });

  test('for variables of another type, which are not echoed as hints', async () => {
    const query = 'query ($n: Int!) { rfqs(first: $n) { totalCount } }';
    for (const n of ['1', 1.5, 2 ** 31, true, null, [], {}, undefined])
      expect(await codesFor(query, { n })).toEqual(['BAD_USER_INPUT']);
  });

  test('for a name that no operation of it has', async () => {
    const document = 'query A { __typename } query B { __typename }';
    for (const operationName of ['C', '', undefined, null]) {
      const answer = await post(world.url, world.buyer.token, { query: document, operationName });
      expect(expectRefusal(answer)).toEqual(['OPERATION_RESOLUTION_FAILURE']);
    }
    expect((await post(world.url, null, { query: document, operationName: 'B' })).body.data).toEqual({
      __typename: 'Query',
    });
  });
});

describe('what is large but allowed', () => {
  test('passes: 12 deep, 30 aliases, the schema', async () => {
    const answers = await Promise.all(
      [deep(12), `{ ${many(30, (index) => `a${index}: __typename`)} }`, getIntrospectionQuery()].map(
        (query) => post(world.url, world.buyer.token, { query }),
      ),
    );
    for (const { body } of answers) expect(body.errors).toBeUndefined();
  });
});

describe('whatever the document', () => {
  test('it is answered in JSON, with data or a coded error, never as a fault of ours', async () => {
    const names = fc.constantFrom(
      'viewer',
      'role',
      'rfqs',
      'nodes',
      'edges',
      'node',
      'id',
      'first',
      'after',
      'suppliers',
      'Rfq',
      'Query',
      'query',
      'mutation',
      'fragment',
      'on',
      '__schema',
      '__typename',
      'null',
      'true',
    );
    const signs = fc.constantFrom(
      '{',
      '}',
      '(',
      ')',
      '[',
      ']',
      ':',
      ',',
      '...',
      '$',
      '@',
      '!',
      '=',
      '|',
      '&',
      '"',
      '"""',
      '#',
      '\n',
      '-1',
      '1e999',
      '100',
      '\u0000',
      '\ud800',
      '😀',
    );
    const pieces = fc.array(
      fc.oneof({ weight: 3, arbitrary: names }, { weight: 3, arbitrary: signs }, fc.string()),
      { maxLength: 60 },
    );
    const braced = pieces.map((all) => `{ ${all.join(' ')} }`);
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          braced,
          pieces.map((all) => all.join(' ')),
        ),
        fc.jsonValue(),
        async (query, value) => {
          const answer = await post(world.url, world.buyer.token, { query, variables: { a: value } });
          expect(answer.status).toBeLessThan(500);
          expect(answer.body).toEqual(expect.any(Object));
          for (const { extensions } of answer.body.errors ?? []) {
            expect(isRequestErrorCode(extensions.code)).toBe(true);
            expect(extensions.requestId).toBe(answer.headers.get('x-request-id'));
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
