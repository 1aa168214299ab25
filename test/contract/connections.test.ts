import { getNamedType, isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nodeLoaders } from '../../src/app/graphql/nodes.ts';
import { createSchema } from '../../src/app/graphql/schema.ts';
import { encodeNodeId } from '../../src/platform/kernel/ids.ts';
import { addListedRfqs, addListedSuppliers, addToInboxOf } from '../support/build/listed-rows.ts';
import { quotedRfq, quoteInput, type QuotedRfq } from '../support/build/quoted-rfq.ts';
import type { Client } from '../support/client.ts';
import { startWorld, type World } from '../support/world.ts';

let world: World;
let rfq: QuotedRfq;
let supplierId: string;
let supplier: Client;

beforeAll(async () => {
  world = await startWorld();
  const quote = (invited: QuotedRfq) => quoteInput(invited, ['10']);
  rfq = await quotedRfq(world, {}, [quote, quote]);
  [supplierId = ''] = await addListedSuppliers(world.db, 1, `'Much asked'`);
  supplier = await world.supplier(supplierId);
  await addToInboxOf(world.db, supplierId, await addListedRfqs(world.db, { count: 3 }));
});
afterAll(() => world.stop());

/** How each list is reached: who asks, and a query in which `…` stands for the list. */
interface Reach {
  readonly client: () => Client;
  readonly query: (list: string) => string;
}

const buyers = (query: Reach['query']): Reach => ({ client: () => world.buyer, query });
const onRfq = (query: Reach['query']): Reach =>
  buyers((list) => `{ rfq(id: "${rfq.id}") { ${query(list)} } }`);
const onPartner: Reach = {
  client: () => world.partner,
  query: (list) => `{ viewer { partner { ${list} } } }`,
};
const atRoot = buyers((list) => `{ ${list} }`);

const REACH: Readonly<Record<string, Reach>> = {
  'Query.rfqs': atRoot,
  'Query.suppliers': atRoot,
  'Query.categories': atRoot,
  'Query.units': atRoot,
  'Query.partners': { client: () => world.operator, query: (list) => `{ ${list} }` },
  'Category.children': buyers((list) => `{ category(code: "44000000") { ${list} } }`),
  'Viewer.invitations': { client: () => supplier, query: (list) => `{ viewer { ${list} } }` },
  'Rfq.invitations': onRfq((list) => list),
  'Rfq.quotes': onRfq((list) => list),
  'Rfq.timeline': onRfq((list) => list),
  'QuoteComparison.entries': onRfq((list) => `comparison { ${list} }`),
  'Partner.apiKeys': onPartner,
  'Partner.buyers': onPartner,
  'Partner.logisticsRates': onPartner,
  'Partner.supplierOverlay': onPartner,
};

/** Every field of the schema that is a page of a list, as `Type.field`. */
const connections = Object.values(createSchema().getTypeMap())
  .filter((type) => isObjectType(type) && !type.name.startsWith('__'))
  .flatMap((type) =>
    isObjectType(type)
      ? Object.values(type.getFields())
          .filter((field) => getNamedType(field.type).name.endsWith('Connection'))
          .map((field) => ({ name: `${type.name}.${field.name}`, field }))
      : [],
  );

const PAGE = '{ totalCount edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }';

async function read(name: string, args: string) {
  const reach = REACH[name];
  if (!reach) throw new Error(`say in REACH how ${name} is reached`);
  const field = name.split('.')[1] ?? '';
  const { data, errors } = await reach.client().gql(reach.query(`${field}${args} ${PAGE}`));
  const find = (value: unknown): { edges: { cursor: string }[]; totalCount: number } | undefined => {
    if (typeof value !== 'object' || value === null) return undefined;
    for (const [key, inner] of Object.entries(value)) {
      const found = key === field ? inner : find(inner);
      if (found) return found;
    }
    return undefined;
  };
  return { page: find(data), code: errors?.[0]?.extensions.code };
}

test('every list of the schema is read below (if not: say in REACH how it is reached)', () => {
  expect(connections.map(({ name }) => name).toSorted()).toEqual(Object.keys(REACH).toSorted());
});

describe.each(connections)('$name', ({ name, field }) => {
  test('pages in both directions, as every list', () => {
    const paging = field.args.filter(({ name: arg }) => ['first', 'after', 'last', 'before'].includes(arg));
    expect(paging.map((arg) => `${arg.name}: ${String(arg.type)}`).toSorted()).toEqual([
      'after: String',
      'before: String',
      'first: Int',
      'last: Int',
    ]);
  });

  test.each([
    '',
    '(first: 1, last: 1)',
    '(first: 0)',
    '(first: -1)',
    '(last: 0)',
    '(first: 101)',
    '(last: 101)',
  ])('refuses the page%s', async (args) => {
    expect(await read(name, args)).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('takes 1 to 100 items, and counts no further than it says', async () => {
    for (const args of ['(first: 1)', '(last: 1)', '(first: 100)', '(last: 100)']) {
      const { page, code } = await read(name, args);
      expect(code).toBeUndefined();
      expect(page?.totalCount).toBeGreaterThanOrEqual(page?.edges.length ?? 0);
    }
  });

  test('refuses a cursor that was altered, made up, or given by another list', async () => {
    const { page } = await read(name, '(first: 1)');
    const own = page?.edges[0]?.cursor ?? '';
    const [other] =
      (await read(name === 'Query.units' ? 'Query.rfqs' : 'Query.units', '(first: 1)')).page?.edges ?? [];
    const middle = Math.floor(own.length / 2);
    const altered = own.slice(0, middle) + (own[middle] === 'A' ? 'B' : 'A') + own.slice(middle + 1);
    for (const cursor of [altered, `${own}A`, own.slice(0, -4), 'bm9uc2Vuc2U', '%00', other?.cursor ?? '']) {
      expect(await read(name, `(first: 1, after: "${cursor}")`)).toMatchObject({ code: 'BAD_USER_INPUT' });
      expect(await read(name, `(last: 1, before: "${cursor}")`)).toMatchObject({ code: 'BAD_USER_INPUT' });
    }
    const again = own ? (await read(name, `(first: 1, after: "${own}")`)).code : undefined;
    expect(again).toBeUndefined();
  });
});

describe('a list in another order', () => {
  test('refuses the cursors of the first', async () => {
    const { page } = await read('Query.rfqs', '(first: 1, orderBy: CREATED_AT_DESC)');
    const after = page?.edges[0]?.cursor ?? '';
    const answer = await read('Query.rfqs', `(first: 1, orderBy: CLOSES_AT_ASC, after: "${after}")`);
    expect(answer.code).toBe('BAD_USER_INPUT');
  });
});

describe('totalCount', () => {
  test('is exact up to 10,000 and says 10,001 for everything beyond', async () => {
    const bulk = { count: 9_000, state: `'AWARDED'` };
    const ids = await addListedRfqs(world.db, bulk);
    const awarded = '(first: 1, filter: { states: [AWARDED] })';
    expect((await read('Query.rfqs', awarded)).page?.totalCount).toBe(9_000);
    await addListedRfqs(world.db, { ...bulk, count: 1_500 });
    expect((await read('Query.rfqs', awarded)).page?.totalCount).toBe(10_001);

    await addToInboxOf(world.db, supplierId, ids);
    expect((await read('Viewer.invitations', '(first: 1)')).page?.totalCount).toBe(9_003);
    const more = await addListedRfqs(world.db, { count: 1_500 });
    await addToInboxOf(world.db, supplierId, more);
    expect((await read('Viewer.invitations', '(first: 1)')).page?.totalCount).toBe(10_001);

    await addListedSuppliers(world.db, 10_500, `'Supplier ' || n`);
    expect((await read('Query.suppliers', '(first: 1)')).page?.totalCount).toBe(10_001);

    const counts = await world.buyer.gql('{ viewer { rfqCounts { awarded } } }');
    expect(counts.data.viewer.rfqCounts.awarded).toBe(10_001);
    const inbox = await supplier.gql('{ viewer { invitationCounts { unread open } } }');
    expect(inbox.data.viewer.invitationCounts).toEqual({ unread: 10_001, open: 10_001 });
  });
});

describe('every type that is a Node', () => {
  const CREATE_KEY = `mutation { createApiKey(input: { name: "Storefront" }) { userErrors { code path message } apiKey { id } } }`;
  const SET_RATE = `mutation { setLogisticsRates(input: { rates: [{ origin: "CN", destination: "EU", component: MAIN, basis: PER_KG,
    rate: "1.25", currency: "USD" }] }) { userErrors { code path message } logisticsRates { id } } }`;
  const CLOSE = `mutation ($id: ID!) { closeRfq(input: { rfqId: $id }) { userErrors { code } } }`;
  const AWARD = `mutation ($id: ID!, $quote: ID!) { awardRfq(input: { rfqId: $id, quoteId: $quote }) { userErrors { code } awards { id } } }`;
  const VIEWER = '{ viewer { partner { id } buyer { id } } }';

  test('is found again by its id, alone and among others, and by nobody who may not see it', async () => {
    const bidder = rfq.bidders[0];
    const { viewer } = (await world.buyer.gql(VIEWER)).data;
    await world.buyer.gql(CLOSE, { id: rfq.id });
    const awarded = await world.buyer.gql(AWARD, { id: rfq.id, quote: bidder?.quoteId });
    const ids: Readonly<Record<string, string>> = {
      Partner: viewer.partner.id,
      Buyer: viewer.buyer.id,
      ApiKey: (await world.partner.gql(CREATE_KEY)).data.createApiKey.apiKey.id,
      LogisticsRate: (await world.partner.gql(SET_RATE)).data.setLogisticsRates.logisticsRates[0].id,
      Category: (await world.buyer.gql('{ category(code: "44530000") { id } }')).data.category.id,
      Supplier: encodeNodeId('Supplier', bidder?.supplierId ?? ''),
      Rfq: rfq.id,
      RfqLine: rfq.lineIds[0] ?? '',
      Invitation: bidder?.invitationId ?? '',
      Quote: bidder?.quoteId ?? '',
      Award: awarded.data.awardRfq.awards[0].id,
    };
    expect(Object.keys(ids).toSorted()).toEqual(Object.keys(nodeLoaders).toSorted());

    const all = await world.partner.gql('query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', {
      ids: Object.values(ids),
    });
    expect(all.data.nodes).toEqual(Object.entries(ids).map(([__typename, id]) => ({ __typename, id })));
    const shared = new Set(['Category', 'Supplier']);
    for (const [__typename, id] of Object.entries(ids)) {
      const one = 'query ($id: ID!) { node(id: $id) { __typename id } }';
      expect((await world.partner.gql(one, { id })).data.node).toEqual({ __typename, id });
      const foreign = (await world.otherPartner.gql(one, { id })).data.node;
      expect(foreign).toEqual(shared.has(__typename) ? { __typename, id } : null);
    }
  });
});
