import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lapseDueAwards } from '../../../src/modules/awards/index.ts';
import { sql } from '../../../src/platform/db/sql.ts';
import { closeRfq, done, quotedRfq, type QuotedRfq, quoteInput } from '../../support/build/quoted-rfq.ts';
import type { Client } from '../../support/client.ts';
import { rfqLine } from '../../support/rfq-input.ts';
import { startWorld, type World } from '../../support/world.ts';

const ERRORS = 'userErrors { code path message }';
const AWARD = `mutation ($input: AwardRfqInput!) { awardRfq(input: $input) { ${ERRORS} awards { id round quote { id } } } }`;
const CONFIRM = `mutation ($input: ConfirmAwardInput!) { confirmAward(input: $input) { replayed ${ERRORS} award { state confirmedAt } } }`;
const UNSUCCESSFUL = `mutation ($input: DeclareUnsuccessfulInput!) { declareUnsuccessful(input: $input) { ${ERRORS} rfq { state } } }`;
const RFQ = `query ($id: ID!) { rfq(id: $id) { state
  awards { id state round nextInLine { id } quote { id state } lines { quantity { value } } }
  quotes(first: 10) { nodes { id state } } } }`;

interface MadeAward {
  readonly id: string;
  readonly quote: { readonly id: string };
}

let world: World;

beforeAll(async () => {
  world = await startWorld();
});

afterAll(() => world.stop());

async function closedRfq(count: number): Promise<QuotedRfq> {
  const rfq = await quotedRfq(
    world,
    { lines: [rfqLine({ quantity: { value: '100', unit: 'C62' } })] },
    Array.from({ length: count }, (_, index) => (of: QuotedRfq) => quoteInput(of, [String(index + 1)])),
  );
  await closeRfq(world, rfq);
  return rfq;
}

/** Awards shares of the one line, by bidder. */
async function award(rfq: QuotedRfq, shares: Readonly<Record<number, string>>): Promise<MadeAward[]> {
  const allocations = Object.entries(shares).map(([bidder, quantity]) => ({
    quoteId: rfq.bidders[Number(bidder)]?.quoteId,
    lineId: rfq.lineIds[0],
    quantity,
  }));
  const answer = await world.buyer.gql(AWARD, { input: { rfqId: rfq.id, allocations } });
  return done(answer, 'awardRfq').awards;
}

/** The bidder's award among these. */
function awardOf(rfq: QuotedRfq, awards: readonly MadeAward[], bidder: number): string {
  return awards.find((one) => one.quote.id === rfq.bidders[bidder]?.quoteId)?.id ?? '';
}

const clientOf = (rfq: QuotedRfq, bidder: number): Client => rfq.bidders[bidder]?.client ?? world.anonymous;

async function confirm(client: Client, awardId: string, rest: object = {}) {
  return (await client.gql(CONFIRM, { input: { awardId, ...rest } })).data.confirmAward;
}

const codes = (answer: { userErrors: { code: string; path: string[] }[] }) =>
  answer.userErrors.map(({ code, path }) => `${code} ${path.join('.')}`);

const read = async (rfq: QuotedRfq) => (await world.buyer.gql(RFQ, { id: rfq.id })).data.rfq;

const quoteStates = (rfq: QuotedRfq, shown: { quotes: { nodes: { id: string; state: string }[] } }) =>
  rfq.bidders.map(({ quoteId }) => shown.quotes.nodes.find((quote) => quote.id === quoteId)?.state);

/** Lets the pending awards of a bidder, or all, run out of time. */
async function lapse(rfq: QuotedRfq, supplierId: string | null = null): Promise<void> {
  await sql(
    world.db,
    `update award set confirm_by = now() where rfq_id = $1 and state = 'PENDING' and ($2::uuid is null or supplier_id = $2)`,
    [rfq.key, supplierId],
  );
  await lapseDueAwards({ db: world.db }, 100);
}

const factsOf = async (rfq: QuotedRfq): Promise<string[]> => {
  const rows = await sql<{ name: string }>(
    world.db,
    `select name from outbox where rfq_id = $1 and name ~ 'award|unsuccessful' order by seq`,
    [rfq.key],
  );
  return rows.map((row) => row.name);
};

describe('confirming', () => {
  test('the last award makes the request awarded and gives every quote its outcome', async () => {
    const rfq = await closedRfq(3);
    const awards = await award(rfq, { 0: '60', 1: '40' });
    expect(await confirm(clientOf(rfq, 0), awardOf(rfq, awards, 0))).toMatchObject({
      award: { state: 'CONFIRMED' },
    });
    expect((await read(rfq)).state).toBe('CLOSED');
    await confirm(clientOf(rfq, 1), awardOf(rfq, awards, 1));
    const after = await read(rfq);
    expect(after.state).toBe('AWARDED');
    expect(quoteStates(rfq, after)).toEqual(['PARTIALLY_AWARDED', 'PARTIALLY_AWARDED', 'NOT_AWARDED']);
    expect(await factsOf(rfq)).toEqual([
      'award.decided',
      'award.confirmed',
      'award.confirmed',
      'rfq.awarded',
    ]);
  });

  test('a part of the asked quantity makes the request partially awarded', async () => {
    const rfq = await closedRfq(1);
    const awards = await award(rfq, { 0: '99.999999' });
    await confirm(clientOf(rfq, 0), awardOf(rfq, awards, 0));
    const after = await read(rfq);
    expect(after.state).toBe('PARTIALLY_AWARDED');
    expect(quoteStates(rfq, after)).toEqual(['PARTIALLY_AWARDED']);
  });

  test('again, with a key or without, changes nothing', async () => {
    const rfq = await closedRfq(2);
    const awards = await award(rfq, { 0: '50', 1: '50' });
    const id = awardOf(rfq, awards, 0);
    const first = await confirm(clientOf(rfq, 0), id, { idempotencyKey: 'confirm-1' });
    expect(await confirm(clientOf(rfq, 0), id, { idempotencyKey: 'confirm-1' })).toEqual({
      ...first,
      replayed: true,
    });
    expect(await confirm(clientOf(rfq, 0), id)).toEqual(first);
    expect(await factsOf(rfq)).toEqual(['award.decided', 'award.confirmed']);
  });

  test('is for the awarded supplier alone; to all others the award does not exist', async () => {
    const rfq = await closedRfq(2);
    const [made] = await award(rfq, { 0: '100' });
    for (const client of [clientOf(rfq, 1), world.buyer, world.agent, world.operator])
      expect(codes(await confirm(client, made?.id ?? ''))).toEqual(['NOT_FOUND input.awardId']);
    expect(codes(await confirm(clientOf(rfq, 0), rfq.id))).toEqual(['NOT_FOUND input.awardId']);
  });

  test('is refused once its time is over by database time, even before the sweeper comes by', async () => {
    const rfq = await closedRfq(1);
    const [made] = await award(rfq, { 0: '100' });
    await world.stopWorker();
    await sql(world.db, 'update award set confirm_by = now() where rfq_id = $1', [rfq.key]);
    expect(codes(await confirm(clientOf(rfq, 0), made?.id ?? ''))).toEqual(['INVALID_STATE input.awardId']);
    await world.startWorker();
  });

  test('holds: the buyer cannot call off a request that has closed', async () => {
    const rfq = await closedRfq(1);
    const [made] = await award(rfq, { 0: '100' });
    const answer = await world.buyer.gql(
      'mutation ($input: CancelRfqInput!) { cancelRfq(input: $input) { userErrors { code } rfq { state } } }',
      { input: { rfqId: rfq.id } },
    );
    expect(answer.data.cancelRfq).toEqual({ userErrors: [{ code: 'INVALID_STATE' }], rfq: null });
    expect(codes(await confirm(clientOf(rfq, 0), made?.id ?? ''))).toEqual([]);
  });
});

describe('an award that lapses', () => {
  test('frees its quantity for another round, names who is next in line, and lets the request be awarded still', async () => {
    const rfq = await closedRfq(3);
    const [a, b, c] = rfq.bidders;
    const first = await award(rfq, { 0: '60', 1: '40' });
    await confirm(clientOf(rfq, 0), awardOf(rfq, first, 0));
    await lapse(rfq, b?.supplierId);

    const lapsed = await read(rfq);
    expect(lapsed.state).toBe('CLOSED');
    expect(
      lapsed.awards.map((one: { state: string; nextInLine: object | null; quote: { id: string } }) => ({
        quote: one.quote.id,
        state: one.state,
        next: one.nextInLine,
      })),
    ).toEqual(
      expect.arrayContaining([
        { quote: a?.quoteId, state: 'CONFIRMED', next: null },
        { quote: b?.quoteId, state: 'LAPSED', next: { id: c?.quoteId } },
      ]),
    );

    const tooMuch = await world.buyer.gql(AWARD, {
      input: {
        rfqId: rfq.id,
        allocations: [{ quoteId: c?.quoteId, lineId: rfq.lineIds[0], quantity: '41' }],
      },
    });
    expect(codes(tooMuch.data.awardRfq)).toEqual(['VALIDATION_FAILED input.allocations.0.quantity']);
    const second = done(
      await world.buyer.gql(AWARD, { input: { rfqId: rfq.id, quoteId: c?.quoteId } }),
      'awardRfq',
    );
    expect(second.awards).toMatchObject([{ round: 2, quote: { id: c?.quoteId } }]);
    await confirm(clientOf(rfq, 2), awardOf(rfq, second.awards, 2));
    const after = await read(rfq);
    expect(after.state).toBe('AWARDED');
    expect(quoteStates(rfq, after)).toEqual(['PARTIALLY_AWARDED', 'NOT_AWARDED', 'PARTIALLY_AWARDED']);
    expect(
      after.awards
        .map((one: { lines: { quantity: { value: string } }[] }) => one.lines[0]?.quantity.value)
        .toSorted(),
    ).toEqual(['40', '40', '60']);
  });

  test('lapses once, however many sweepers run', async () => {
    const rfq = await closedRfq(1);
    await award(rfq, { 0: '100' });
    await sql(world.db, 'update award set confirm_by = now() where rfq_id = $1', [rfq.key]);
    await Promise.all(Array.from({ length: 5 }, () => lapseDueAwards({ db: world.db }, 100)));
    expect(await factsOf(rfq)).toEqual(['award.decided', 'award.lapsed']);
  });

  test('is not before its time', async () => {
    const rfq = await closedRfq(1);
    await award(rfq, { 0: '100' });
    await lapseDueAwards({ db: world.db }, 100);
    expect((await read(rfq)).awards).toMatchObject([{ state: 'PENDING', nextInLine: null }]);
  });
});

describe('declaring a request unsuccessful', () => {
  const declare = async (rfq: QuotedRfq, client: Client = world.buyer) =>
    (await client.gql(UNSUCCESSFUL, { input: { rfqId: rfq.id } })).data.declareUnsuccessful;

  test('ends it with every quote not awarded', async () => {
    const rfq = await closedRfq(2);
    expect(codes(await declare(rfq, world.otherBuyer))).toEqual(['NOT_FOUND input.rfqId']);
    expect(await declare(rfq)).toMatchObject({ rfq: { state: 'UNSUCCESSFUL' } });
    expect(quoteStates(rfq, await read(rfq))).toEqual(['NOT_AWARDED', 'NOT_AWARDED']);
    expect(await factsOf(rfq)).toEqual(['rfq.unsuccessful']);
    expect(codes(await declare(rfq))).toEqual(['INVALID_STATE input.rfqId']);
  });

  test('is refused while an award awaits its confirmation, and before the request is closed', async () => {
    const rfq = await closedRfq(1);
    await award(rfq, { 0: '100' });
    expect(codes(await declare(rfq))).toEqual(['ALREADY_AWARDED input.rfqId']);
    const open = await quotedRfq(world, {}, []);
    expect(codes(await declare(open))).toEqual(['INVALID_STATE input.rfqId']);
  });

  test('leaves what is confirmed awarded in part, and ends it where all else has lapsed', async () => {
    const rfq = await closedRfq(2);
    const awards = await award(rfq, { 0: '60', 1: '40' });
    await confirm(clientOf(rfq, 0), awardOf(rfq, awards, 0));
    await lapse(rfq);
    expect(await declare(rfq)).toMatchObject({ rfq: { state: 'PARTIALLY_AWARDED' } });
    expect(quoteStates(rfq, await read(rfq))).toEqual(['PARTIALLY_AWARDED', 'NOT_AWARDED']);
  });
});

describe('a supplier', () => {
  const INBOX = `{ viewer { invitations(first: 10) { nodes { award { id state total { amount } quote { id } nextInLine { id }
    lines { line { lineNo } quantity { value } } invitation { id } } } } } }`;
  const NODE = 'query ($id: ID!) { node(id: $id) { id ... on Award { state } } }';

  test('finds its own award on its invitation, and no other one anywhere', async () => {
    const rfq = await closedRfq(2);
    const [made] = await award(rfq, { 0: '100' });
    const own = await clientOf(rfq, 0).gql(INBOX);
    expect(own.data.viewer.invitations.nodes).toMatchObject([
      { award: { id: made?.id, state: 'PENDING', total: { amount: '100' }, nextInLine: null } },
    ]);
    const other = await clientOf(rfq, 1).gql(INBOX);
    expect(other.data.viewer.invitations.nodes).toEqual([{ award: null }]);

    const nodes = await Promise.all(
      [clientOf(rfq, 0), world.buyer, clientOf(rfq, 1), world.otherBuyer, world.otherPartner].map((client) =>
        client.gql(NODE, { id: made?.id }),
      ),
    );
    expect(nodes.map(({ data }) => data.node?.state ?? null)).toEqual([
      'PENDING',
      'PENDING',
      null,
      null,
      null,
    ]);
  });
});
