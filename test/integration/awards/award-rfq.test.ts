import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../../../src/platform/db/sql.ts';
import { closeRfq, quotedRfq, type QuotedRfq, quoteInput } from '../../support/build/quoted-rfq.ts';
import type { Client } from '../../support/client.ts';
import { rfqLine } from '../../support/rfq-input.ts';
import { startWorld, type World } from '../../support/world.ts';

const AWARD = `mutation ($input: AwardRfqInput!) { awardRfq(input: $input) { replayed userErrors { code path message }
  rfq { state } awards { id state round total { amount currency } supplier { id } quote { id }
    lines { line { lineNo } quantity { value unit } cost { amount currency } quotePosition } } } }`;

const LINES = [
  rfqLine({ quantity: { value: '100', unit: 'C62' } }),
  rfqLine({ description: 'Washers', quantity: { value: '1000', unit: 'C62' } }),
];

let world: World;

beforeAll(async () => {
  world = await startWorld();
});

afterAll(() => world.stop());

/** A closed RFQ with two lines, and complete quotes at these unit prices. */
async function closedRfq(...prices: readonly (readonly (string | object)[])[]): Promise<QuotedRfq> {
  const rfq = await quotedRfq(
    world,
    { lines: LINES },
    prices.map((lines) => (of) => quoteInput(of, lines)),
  );
  await closeRfq(world, rfq);
  return rfq;
}

async function award(rfq: QuotedRfq, input: object, client: Client = world.buyer) {
  const { data } = await client.gql(AWARD, { input: { rfqId: rfq.id, ...input } });
  return data.awardRfq;
}

const quoteIdOf = (rfq: QuotedRfq, index: number) => rfq.bidders[index]?.quoteId;
const allocation = (rfq: QuotedRfq, bidder: number, line: number, quantity: string) => ({
  quoteId: quoteIdOf(rfq, bidder),
  lineId: rfq.lineIds[line],
  quantity,
});
const codes = (answer: { userErrors: { code: string; path: string[] }[] }) =>
  answer.userErrors.map(({ code, path }) => `${code} ${path.join('.')}`);

describe('awarding a request', () => {
  test('gives a quote all lines at its prices, pending the supplier’s confirmation', async () => {
    const rfq = await closedRfq(['2', '0.1'], ['3', '0.2']);
    const answer = await award(rfq, { quoteId: quoteIdOf(rfq, 0) });
    expect(answer).toMatchObject({
      replayed: false,
      userErrors: [],
      rfq: { state: 'CLOSED' },
      awards: [
        {
          state: 'PENDING',
          round: 1,
          total: { amount: '300', currency: 'EUR' },
          quote: { id: quoteIdOf(rfq, 0) },
          lines: [
            {
              line: { lineNo: 1 },
              quantity: { value: '100', unit: 'C62' },
              cost: { amount: '200', currency: 'EUR' },
              quotePosition: 1,
            },
            {
              line: { lineNo: 2 },
              quantity: { value: '1000', unit: 'C62' },
              cost: { amount: '100', currency: 'EUR' },
              quotePosition: 2,
            },
          ],
        },
      ],
    });
  });

  test('splits lines by quantity, each part at the price of its own quantity', async () => {
    const tiers = [
      { fromQuantity: '1', unitPrice: '5' },
      { fromQuantity: '50', unitPrice: '4' },
    ];
    const rfq = await closedRfq([{ tiers }, '1'], [{ tiers }, '2']);
    const answer = await award(rfq, {
      allocations: [allocation(rfq, 0, 0, '60'), allocation(rfq, 1, 0, '40'), allocation(rfq, 1, 1, '1000')],
    });
    expect(codes(answer)).toEqual([]);
    const totals = new Map(
      answer.awards.map((one: { quote: { id: string }; total: { amount: string } }) => [
        one.quote.id,
        one.total.amount,
      ]),
    );
    expect(totals.get(quoteIdOf(rfq, 0))).toBe('240');
    expect(totals.get(quoteIdOf(rfq, 1))).toBe('2200');
  });

  test('refuses quantities that exceed the asked ones, naming the line, and changes nothing', async () => {
    const rfq = await closedRfq(['2', '1'], ['3', '2']);
    const answer = await award(rfq, {
      allocations: [allocation(rfq, 0, 0, '60'), allocation(rfq, 1, 0, '40.5'), allocation(rfq, 1, 1, '1')],
    });
    expect(answer).toMatchObject({ rfq: null, awards: null });
    expect(codes(answer)).toEqual(['VALIDATION_FAILED input.allocations.1.quantity']);
    expect(answer.userErrors[0].message).toContain('Line 1');
    expect(await sql(world.db, 'select 1 from award_decision where rfq_id = $1', [rfq.key])).toEqual([]);
  });

  test('refuses quantities that the quote cannot deliver: packs, minimum, capacity, lines not offered', async () => {
    const rfq = await closedRfq(
      [
        { unitPrice: '2', packSize: '25', minimumOrderQuantity: '50' },
        { unitPrice: '1', capacity: '500' },
      ],
      ['3'],
    );
    const answer = await award(rfq, {
      allocations: [allocation(rfq, 0, 0, '60'), allocation(rfq, 0, 1, '501'), allocation(rfq, 1, 1, '1')],
    });
    expect(codes(answer).toSorted()).toEqual([
      'VALIDATION_FAILED input.allocations.0',
      'VALIDATION_FAILED input.allocations.1',
      'VALIDATION_FAILED input.allocations.2',
    ]);
    expect(answer.userErrors.map((error: { message: string }) => error.message).join('\n')).toContain(
      'delivers 75 C62 of line 1, not 60',
    );
    const whole = await award(rfq, { quoteId: quoteIdOf(rfq, 1) });
    expect(codes(whole)).toEqual(['VALIDATION_FAILED input.quoteId']);
  });

  test('raises a line that goes to one quote whole to what that quote is ranked with', async () => {
    const rfq = await closedRfq([{ unitPrice: '2', packSize: '30' }, '1']);
    const { awards } = await award(rfq, { quoteId: quoteIdOf(rfq, 0) });
    expect(awards[0].lines[0]).toMatchObject({ quantity: { value: '120' }, cost: { amount: '240' } });
  });

  test('refuses a quote past its validity by database time', async () => {
    const rfq = await closedRfq(['2', '1']);
    await sql(world.db, 'update quote_revision set valid_until = now() where rfq_id = $1', [rfq.key]);
    expect(codes(await award(rfq, { quoteId: quoteIdOf(rfq, 0) }))).toEqual(['QUOTE_EXPIRED input.quoteId']);
  });

  test('waits until the request is closed', async () => {
    const rfq = await quotedRfq(world, { lines: LINES }, [(of) => quoteInput(of, ['2', '1'])]);
    expect(codes(await award(rfq, { quoteId: quoteIdOf(rfq, 0) }))).toEqual(['INVALID_STATE input.rfqId']);
  });

  test('is for the buyer’s side alone; to all others the request does not exist', async () => {
    const rfq = await closedRfq(['2', '1']);
    const bidder = rfq.bidders[0]?.client ?? world.anonymous;
    for (const client of [world.otherBuyer, world.otherPartner, world.operator, bidder])
      expect(codes(await award(rfq, { quoteId: quoteIdOf(rfq, 0) }, client))).toEqual([
        'NOT_FOUND input.rfqId',
      ]);
    expect(codes(await award(rfq, { quoteId: quoteIdOf(rfq, 0) }, world.agent))).toEqual([]);
  });

  test('does not mix requests: a quote or line of another one is not found', async () => {
    const [rfq, other] = [await closedRfq(['2', '1']), await closedRfq(['2', '1'])];
    expect(codes(await award(rfq, { quoteId: quoteIdOf(other, 0) }))).toEqual(['NOT_FOUND input.quoteId']);
    const mixed = { ...allocation(rfq, 0, 0, '1'), lineId: other.lineIds[0] };
    expect(codes(await award(rfq, { allocations: [mixed] }))).toEqual([
      'NOT_FOUND input.allocations.0.lineId',
    ]);
  });

  test('answers a repeated key with the award that it made, and refuses the key for another input', async () => {
    const rfq = await closedRfq(['2', '1'], ['3', '2']);
    const input = { quoteId: quoteIdOf(rfq, 0), idempotencyKey: 'award-1' };
    const first = await award(rfq, input);
    const second = await award(rfq, input);
    expect(second).toEqual({ ...first, replayed: true });
    expect(codes(await award(rfq, { ...input, quoteId: quoteIdOf(rfq, 1) }))).toEqual([
      'IDEMPOTENCY_KEY_REUSED input.idempotencyKey',
    ]);
    expect(codes(await award(rfq, { quoteId: quoteIdOf(rfq, 0) }))).toEqual(['ALREADY_AWARDED input.rfqId']);
  });

  test('is refused by the key of the round itself where another decision slipped past the lock', async () => {
    const rfq = await closedRfq(['2', '1']);
    await sql(
      world.db,
      `insert into award_decision (rfq_id, round, decided_by, decided_at) values ($1, 1, 'test', now())`,
      [rfq.key],
    );
    expect(codes(await award(rfq, { quoteId: quoteIdOf(rfq, 0) }))).toEqual(['ALREADY_AWARDED input.rfqId']);
    expect(await sql(world.db, 'select 1 from award where rfq_id = $1', [rfq.key])).toEqual([]);
  });

  test('takes effect exactly once when eight decisions race, on each of several requests', async () => {
    const rfqs = [];
    for (let index = 0; index < 5; index += 1) rfqs.push(await closedRfq(['2', '1'], ['3', '2']));
    const races = await Promise.all(
      rfqs.map((rfq) =>
        Promise.all(
          Array.from({ length: 8 }, (_, index) =>
            index % 2 === 0
              ? award(rfq, { quoteId: quoteIdOf(rfq, index % 4 === 0 ? 0 : 1) })
              : award(rfq, { allocations: [allocation(rfq, 0, 0, '10')] }),
          ),
        ),
      ),
    );
    for (const answers of races) {
      expect(answers.flatMap(codes)).toEqual(Array.from({ length: 7 }, () => 'ALREADY_AWARDED input.rfqId'));
    }
    const decided = await sql<{ count: number }>(
      world.db,
      'select count(*)::int as count from award_decision where rfq_id = any($1::uuid[]) group by rfq_id',
      [rfqs.map((rfq) => rfq.key)],
    );
    expect(decided.map((row) => row.count)).toEqual([1, 1, 1, 1, 1]);
  });
});
