import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { closeDueRfq } from '../../../src/modules/rfqs/index.ts';
import { sql } from '../../../src/platform/db/sql.ts';
import {
  closeRfq,
  invitedRfq,
  quotedRfq,
  type QuotedRfq,
  quoteInput,
  submitQuote,
} from '../../support/build/quoted-rfq.ts';
import { startWorld, type World } from '../../support/world.ts';

const COMPARISON = `query ($id: ID!, $policy: ComparisonPolicyInput) {
  rfq(id: $id) { comparison(policy: $policy) { method ratesAsOf inputHash entries(first: 10) { totalCount nodes {
    rank score total { amount } quote { id } criteria { name raw normalised weight contribution } } } } } }`;

const WEIGHTED = {
  method: 'WEIGHTED_SUM',
  criteria: [
    { name: 'COST', weight: '1', best: '0', worst: '10000' },
    { name: 'LEAD_TIME', weight: '9', best: '0', worst: '100' },
  ],
};

let world: World;

beforeAll(async () => {
  world = await startWorld();
});

afterAll(() => world.stop());

const compare = async (client: { gql: World['buyer']['gql'] }, id: string, policy: object | null = null) =>
  (await client.gql(COMPARISON, { id, policy })).data.rfq?.comparison;

describe('the comparison of a sealed request', () => {
  test('is null for everybody until it opens, with quotes and without alike', async () => {
    const sealed = await invitedRfq(world, { bidVisibility: 'SEALED' }, 2);
    const readers = [world.buyer, world.partner, world.agent, world.operator];
    const before = await Promise.all(readers.map((reader) => compare(reader, sealed.id)));
    for (const [index, bidder] of sealed.bidders.entries())
      await submitQuote(bidder, quoteInput(sealed, [`${index + 1}`]));
    await world.settle();
    const after = await Promise.all(readers.map((reader) => compare(reader, sealed.id)));
    expect([...before, ...after]).toEqual(Array.from({ length: 8 }, () => null));

    await sql(world.db, 'update rfq set closes_at = now() where id = $1', [sealed.key]);
    await closeDueRfq({ db: world.db }, sealed.key);
    for (const reader of readers)
      expect(await compare(reader, sealed.id)).toMatchObject({ entries: { totalCount: 2 } });
  });
});

describe('the comparison of an open request', () => {
  test('is there for the buyer’s side and operators, and for nobody else', async () => {
    const open = await quotedRfq(world, {}, [(rfq) => quoteInput(rfq, ['2'])]);
    for (const reader of [world.buyer, world.partner, world.agent, world.operator])
      expect(await compare(reader, open.id)).toMatchObject({ entries: { totalCount: 1 } });
    const strangers = [world.otherBuyer, world.otherPartner, open.bidders[0]?.client ?? world.otherBuyer];
    for (const stranger of strangers) expect(await compare(stranger, open.id)).toBeUndefined();
  });

  test('leaves withdrawn quotes out', async () => {
    const rfq = await quotedRfq(world, {}, [(of) => quoteInput(of, ['2']), (of) => quoteInput(of, ['1'])]);
    const [kept, withdrawn] = rfq.bidders;
    await withdrawn?.client.gql(
      `mutation ($id: ID!) { withdrawQuote(input: { quoteId: $id }) { userErrors { code } } }`,
      { id: withdrawn.quoteId },
    );
    const { entries } = await compare(world.buyer, rfq.id);
    expect(entries.nodes.map((entry: { quote: { id: string } }) => entry.quote.id)).toEqual([kept?.quoteId]);
  });

  test('answers “what if” under another policy, explains its score, and saves nothing', async () => {
    const rfq = await quotedRfq(world, {}, [
      (of) => quoteInput(of, ['2'], { leadTimeDays: 90 }),
      (of) => quoteInput(of, ['3'], { leadTimeDays: 10 }),
    ]);
    const [cheap, fast] = rfq.bidders.map((bidder) => bidder.quoteId);
    const winner = (comparison: { entries: { nodes: { quote: { id: string } }[] } }) =>
      comparison.entries.nodes[0]?.quote.id;
    const published = await compare(world.buyer, rfq.id);
    const whatIf = await compare(world.buyer, rfq.id, WEIGHTED);
    expect(winner(published)).toBe(cheap);
    expect(winner(whatIf)).toBe(fast);
    expect(whatIf.inputHash).not.toBe(published.inputHash);
    expect(whatIf.entries.nodes[0]).toMatchObject({
      score: 0.895,
      criteria: [
        { name: 'COST', raw: '1500', normalised: '0.85', weight: '0.1', contribution: '0.085' },
        { name: 'LEAD_TIME', raw: '10', normalised: '0.9', weight: '0.9', contribution: '0.81' },
      ],
    });
    expect(await compare(world.buyer, rfq.id)).toEqual(published);
  });

  test('refuses a policy that cannot rank', async () => {
    const rfq = await quotedRfq(world, {}, []);
    const { data, errors } = await world.buyer.gql(COMPARISON, {
      id: rfq.id,
      policy: { method: 'WEIGHTED_SUM', criteria: [] },
    });
    expect(data.rfq.comparison).toBeNull();
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  test('takes the same number of statements for one request and for many', async () => {
    for (const price of ['1', '2', '3']) await quotedRfq(world, {}, [(rfq) => quoteInput(rfq, [price])]);
    // The worker polls on the same connection pool.
    await world.stopWorker();
    const statements = vi.spyOn(world.db, 'query');
    const count = async (first: number) => {
      statements.mockClear();
      const { data } = await world.buyer.gql(
        `query ($first: Int!) { rfqs(first: $first) { nodes {
           awards { id } comparison { inputHash entries(first: 5) { nodes { total { amount } quote { id } } } } } } }`,
        { first },
      );
      expect(data.rfqs.nodes).toHaveLength(first);
      return statements.mock.calls.length;
    };
    const one = await count(1);
    expect(await count(3)).toBe(one);
    statements.mockRestore();
    await world.startWorker();
  });
});

describe('the rates of a closed request', () => {
  const today = `(now() at time zone 'utc')::date`;

  async function importRates(source: string, usd: number, freight: number, duty: number): Promise<void> {
    await sql(
      world.db,
      `insert into fx_rate (base, quote, rate_date, source, rate) values ('EUR', 'USD', ${today}, $1, $2)`,
      [source, usd],
    );
    await sql(
      world.db,
      `insert into logistics_rate (partner_id, origin, destination, component, basis, rate, currency, source)
       select '00000000-0000-0000-0000-000000000000', 'CN', 'US', component, 'PER_SHIPMENT', $1, 'USD', $2
         from unnest(array['ORIGIN', 'MAIN', 'INSURANCE', 'DESTINATION']) component
       on conflict on constraint logistics_rate_pkey do update set rate = excluded.rate, source = excluded.source`,
      [freight, source],
    );
    await sql(
      world.db,
      `insert into duty_rate (destination, origin, hs_prefix, valid_from, percent, source)
       values ('US', 'CN', '', ${today}, $1, $2)
       on conflict on constraint duty_rate_pkey do update set percent = excluded.percent, source = excluded.source`,
      [duty, source],
    );
  }

  test('are frozen: new exchange, freight and duty rates change nothing, to the byte', async () => {
    await importRates('BBB', 1.1, 100, 5);
    const place = { deliverTo: { country: 'US' } };
    const quotes = [
      (rfq: QuotedRfq) => quoteInput(rfq, ['2'], { currency: 'USD', incoterm: 'EXW', shipFrom: 'CN' }),
      (rfq: QuotedRfq) => quoteInput(rfq, ['3']),
    ];
    const closed = await quotedRfq(world, place, quotes);
    const stillOpen = await quotedRfq(world, place, quotes);
    const openBefore = await compare(world.buyer, stillOpen.id);

    await world.stopWorker();
    await closeRfq(world, closed);
    const unfrozen = await compare(world.buyer, closed.id);
    expect(await sql(world.db, 'select 1 from comparison_basis where rfq_id = $1', [closed.key])).toEqual([]);
    await world.startWorker();
    await world.settle();
    expect(
      await sql(world.db, 'select 1 from comparison_basis where rfq_id = $1', [closed.key]),
    ).toHaveLength(1);
    expect(await compare(world.buyer, closed.id)).toEqual(unfrozen);

    await importRates('AAA', 2.2, 700, 50);
    await sql(world.db, `update partner set cost_of_capital = 0.5`);
    expect(await compare(world.buyer, closed.id)).toEqual(unfrozen);
    expect(unfrozen.entries.nodes.map((entry: { rank: number }) => entry.rank)).toEqual([1, 2]);
    const openAfter = await compare(world.buyer, stillOpen.id);
    expect(openAfter.inputHash).not.toBe(openBefore.inputHash);
  });
});
