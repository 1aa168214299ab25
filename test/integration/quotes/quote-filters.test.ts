import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeNodeId } from '../../../src/platform/kernel/ids.ts';
import { quotedRfq, quoteInput, type QuotedRfq } from '../../support/build/quoted-rfq.ts';
import { rfqLine } from '../../support/rfq-input.ts';
import { startWorld, type World } from '../../support/world.ts';

const LIST = `query ($id: ID!, $filter: QuoteFilter, $orderBy: QuoteOrder) { rfq(id: $id) {
  quotes(filter: $filter, orderBy: $orderBy, first: 100) { totalCount nodes { id } } } }`;
const WITHDRAW =
  'mutation ($input: WithdrawQuoteInput!) { withdrawQuote(input: $input) { userErrors { code } } }';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const days = (count: number) => new Date(Date.now() + count * 86_400_000).toISOString();

/** Three quotes: a slow one that is valid for long, a fast one, and a partial one. */
const threeQuotes = (changes: object): Promise<QuotedRfq> =>
  quotedRfq(world, { lines: [rfqLine(), rfqLine()], ...changes }, [
    (rfq) => quoteInput(rfq, ['10', '10'], { leadTimeDays: 30, validUntil: days(90) }),
    (rfq) => quoteInput(rfq, ['10', '10'], { leadTimeDays: 5, validUntil: days(60) }),
    (rfq) => quoteInput(rfq, ['10'], { leadTimeDays: 14, validUntil: days(75) }),
  ]);

test('quotes are narrowed by state, supplier and completeness, and ordered by time, validity and lead time', async () => {
  const rfq = await threeQuotes({});
  const letters = new Map(rfq.bidders.map((bidder, index) => [bidder.quoteId, 'ABC'[index] ?? '']));
  const found = async (filter: object, orderBy?: string): Promise<string> => {
    const { data } = await world.buyer.gql(LIST, { id: rfq.id, filter, orderBy });
    return data.rfq.quotes.nodes.map((node: { id: string }) => letters.get(node.id)).join('');
  };
  expect(await found({})).toBe('ABC');
  expect(await found({}, 'SUBMITTED_AT_DESC')).toBe('CBA');
  expect(await found({}, 'LEAD_TIME_ASC')).toBe('BCA');
  expect(await found({}, 'LEAD_TIME_DESC')).toBe('ACB');
  expect(await found({}, 'VALID_UNTIL_ASC')).toBe('BCA');
  expect(await found({}, 'VALID_UNTIL_DESC')).toBe('ACB');
  expect(await found({ complete: true })).toBe('AB');
  expect(await found({ complete: false })).toBe('C');
  const supplier = encodeNodeId('Supplier', rfq.bidders[1]?.supplierId ?? '');
  expect(await found({ suppliers: [supplier, 'nonsense'] })).toBe('B');
  const [first] = rfq.bidders;
  await first?.client.gql(WITHDRAW, { input: { quoteId: first.quoteId } });
  expect(await found({ states: ['SUBMITTED'] })).toBe('BC');
  expect(await found({ states: ['WITHDRAWN', 'EXPIRED'] })).toBe('A');
});

test('no filter and no order brings a sealed quote to light', async () => {
  const rfq = await threeQuotes({ bidVisibility: 'SEALED' });
  const suppliers = rfq.bidders.map((bidder) => encodeNodeId('Supplier', bidder.supplierId));
  for (const filter of [
    {},
    { states: ['SUBMITTED'] },
    { suppliers },
    { complete: true },
    { complete: false },
  ])
    for (const orderBy of ['SUBMITTED_AT_ASC', 'LEAD_TIME_ASC', 'VALID_UNTIL_DESC'])
      for (const client of [world.buyer, world.agent, world.partner, world.operator]) {
        const { data } = await client.gql(LIST, { id: rfq.id, filter, orderBy });
        expect(data.rfq.quotes).toEqual({ totalCount: 0, nodes: [] });
      }
});
