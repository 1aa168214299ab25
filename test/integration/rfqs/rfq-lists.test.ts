import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEMO_BUYER_ID, OTHER_BUYER_ID, OTHER_PARTNER_ID } from '../../../src/modules/identity/index.ts';
import { closeDueRfq } from '../../../src/modules/rfqs/index.ts';
import { sql } from '../../../src/platform/db/sql.ts';
import { encodeNodeId } from '../../../src/platform/kernel/ids.ts';
import { addListedRfqs, addListedSuppliers } from '../../support/build/listed-rows.ts';
import { done, invitedRfq, quoteInput, submitQuote } from '../../support/build/quoted-rfq.ts';
import type { Client } from '../../support/client.ts';
import { POST_RFQ, rfqInput, rfqLine } from '../../support/rfq-input.ts';
import { startWorld, type World } from '../../support/world.ts';

const LIST = `query ($filter: RfqFilter, $orderBy: RfqOrder, $first: Int = 100) {
  rfqs(filter: $filter, orderBy: $orderBy, first: $first) { totalCount nodes { id title number state } } }`;
const COUNTS = 'drafts open closingSoon openWithNewQuotes awaitingAward awarded unsuccessful cancelled';
const CREATE = `mutation ($input: CreateRfqInput!) { createRfq(input: $input) { userErrors { code path message } rfq { id number } } }`;

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const list = async (filter: object, orderBy?: string, client: Client = world.buyer) => {
  const { data, errors } = await client.gql(LIST, { filter, orderBy });
  return errors ? { code: errors[0]?.extensions.code } : data.rfqs;
};
const titles = async (filter: object, orderBy?: string, client?: Client): Promise<string[]> =>
  (await list(filter, orderBy, client)).nodes.map((node: { title: string }) => node.title);
const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString();
const post = async (changes: object) =>
  done(await world.buyer.gql(POST_RFQ, { input: rfqInput(changes) }), 'postRfq').rfq;

describe('a list of requests', () => {
  test('is narrowed by state, deadline and time of publication, and ordered by either', async () => {
    const named = (title: string) => ({ title: `Window ${title}` });
    await post({ ...named('far'), closesAt: hours(240) });
    await post({ ...named('near'), closesAt: hours(30) });
    done(
      await world.buyer.gql(CREATE, { input: rfqInput({ ...named('draft'), closesAt: hours(100) }) }),
      'createRfq',
    );
    const search = 'window';
    expect(await titles({ search })).toEqual(['Window draft', 'Window near', 'Window far']);
    expect(await titles({ search }, 'CREATED_AT_ASC')).toEqual(['Window far', 'Window near', 'Window draft']);
    expect(await titles({ search }, 'CLOSES_AT_ASC')).toEqual(['Window near', 'Window draft', 'Window far']);
    expect(await titles({ search }, 'PUBLISHED_AT_DESC')).toEqual([
      'Window draft',
      'Window near',
      'Window far',
    ]);
    expect(await titles({ search, states: ['OPEN'] }, 'CLOSES_AT_DESC')).toEqual([
      'Window far',
      'Window near',
    ]);
    expect(await titles({ search, states: ['OPEN', 'OPEN', 'DRAFT'] })).toHaveLength(3);
    expect(await titles({ search, states: [] })).toEqual([]);
    expect(await titles({ search, closesAt: { from: hours(50), to: hours(150) } })).toEqual(['Window draft']);
    expect(await titles({ search, closesAt: { to: hours(50) } })).toEqual(['Window near']);
    expect(await titles({ search, publishedAt: { from: hours(-1) } })).toEqual(['Window near', 'Window far']);
    expect(await titles({ search, publishedAt: { to: hours(-1) } })).toEqual([]);
  });

  test('is searched by number and title, whatever case and accents, taken literally', async () => {
    const { number } = await post({ title: 'Équerre 50 % acier_inox \\ lot' });
    for (const search of [
      number,
      number.toLowerCase(),
      number.slice(4, 9),
      'EQUERRE',
      'équerre',
      '0 % acier',
      'r_inox',
      '\\ l',
    ])
      expect(await titles({ search, states: ['OPEN'] })).toEqual(['Équerre 50 % acier_inox \\ lot']);
    for (const search of ['0%acier', 'rxinox', '___', '%%%', '\\\\ l'])
      expect(await titles({ search })).toEqual([]);
    for (const search of ['', 'ab', 'x'.repeat(201), 'a\u0000bc'])
      expect(await list({ search })).toEqual({ code: 'BAD_USER_INPUT' });
  });

  test('finds what has a line of a category, or of one below it', async () => {
    const title = 'Category of nuts';
    await post({ title, lines: [rfqLine({ category: { code: '03221110' } }), rfqLine({ category: null })] });
    const found = (code: string) => titles({ search: 'category of', category: { code } });
    expect(await found('03221110')).toEqual([title]);
    expect(await found('03221000')).toEqual([title]);
    expect(await found('03000000-1')).toEqual([title]);
    expect(await found('44000000')).toEqual([]);
    expect(await found('99999999')).toEqual([]);
  });

  test('shows a partner’s people the requests of all its buyers, or of one', async () => {
    await addListedRfqs(world.db, {
      count: 1,
      title: `'Foreign one'`,
      buyerId: OTHER_BUYER_ID,
      partnerId: OTHER_PARTNER_ID,
    });
    await addListedRfqs(world.db, { count: 1, title: `'Foreign no'` });
    const buyer = encodeNodeId('Buyer', DEMO_BUYER_ID);
    const foreign = encodeNodeId('Buyer', OTHER_BUYER_ID);
    const search = 'foreign';
    for (const client of [world.partner, world.agent, world.buyer]) {
      expect(await titles({ search }, undefined, client)).toEqual(['Foreign no']);
      expect(await titles({ search, buyer }, undefined, client)).toEqual(['Foreign no']);
      expect(await titles({ search, buyer: foreign }, undefined, client)).toEqual([]);
      expect(await titles({ search, buyer: 'nonsense' }, undefined, client)).toEqual([]);
    }
    expect(await titles({ search }, undefined, world.otherPartner)).toEqual(['Foreign one']);
    expect((await titles({ search }, undefined, world.operator)).toSorted()).toEqual([
      'Foreign no',
      'Foreign one',
    ]);
    expect(await titles({ search, buyer: foreign }, undefined, world.operator)).toEqual(['Foreign one']);
  });

  test('tells of new quotes where they are open, and of sealed ones when they are opened', async () => {
    const open = await invitedRfq(world, { title: 'Quoted in the open' }, 1);
    const sealed = await invitedRfq(world, { title: 'Quoted under seal', bidVisibility: 'SEALED' }, 1);
    for (const rfq of [open, sealed]) {
      const [bidder] = rfq.bidders;
      if (bidder) await submitQuote(bidder, quoteInput(rfq, ['10']));
    }
    await world.settle();
    const quoted = { search: 'quoted', quotedSince: hours(-1) };
    expect(await titles(quoted)).toEqual(['Quoted in the open']);
    expect(await titles({ search: 'quoted', quotedSince: hours(1) })).toEqual([]);
    const counts = async () =>
      (await world.buyer.gql('{ viewer { rfqCounts { openWithNewQuotes } } }')).data.viewer.rfqCounts;
    expect(await counts()).toEqual({ openWithNewQuotes: 1 });

    await sql(world.db, 'update rfq set closes_at = clock_timestamp() where id = $1', [sealed.key]);
    await closeDue(sealed.key);
    expect((await titles(quoted)).toSorted()).toEqual(['Quoted in the open', 'Quoted under seal']);
    expect(await counts()).toEqual({ openWithNewQuotes: 1 });
  });
});

async function closeDue(rfqId: string): Promise<void> {
  await closeDueRfq({ db: world.db }, rfqId);
  await world.settle();
}

describe('counts of requests', () => {
  test('say how many stand where: a buyer’s own, a partner’s of all its buyers, and none for suppliers', async () => {
    const buyerId = OTHER_BUYER_ID;
    const of = (state: string, count: number, closesAt = `now() + interval '9 days'`) =>
      addListedRfqs(world.db, { count, buyerId, partnerId: OTHER_PARTNER_ID, state: `'${state}'`, closesAt });
    await sql(world.db, 'delete from buyer_rfq where buyer_id = $1', [buyerId]);
    await of('DRAFT', 3);
    await of('OPEN', 4);
    await of('OPEN', 2, `now() + interval '23 hours'`);
    await of('CLOSED', 1);
    await of('AWARDED', 2);
    await of('PARTIALLY_AWARDED', 1);
    await of('UNSUCCESSFUL', 1);
    await of('CANCELLED', 5);
    const counted = {
      drafts: 3,
      open: 6,
      closingSoon: 2,
      openWithNewQuotes: 0,
      awaitingAward: 1,
      awarded: 3,
      unsuccessful: 1,
      cancelled: 5,
    };
    const own = await world.otherBuyer.gql(
      `{ viewer { rfqCounts { ${COUNTS} } buyer { rfqCounts { ${COUNTS} } } } }`,
    );
    expect(own.data.viewer).toEqual({ rfqCounts: counted, buyer: { rfqCounts: counted } });
    const partner = await world.otherPartner.gql(`{ viewer { rfqCounts { ${COUNTS} } } }`);
    expect(partner.data.viewer.rfqCounts).toEqual(counted);
    const [supplierId = ''] = await addListedSuppliers(world.db, 1, `'No buyer'`);
    const supplier = await (await world.supplier(supplierId)).gql(`{ viewer { rfqCounts { ${COUNTS} } } }`);
    expect(supplier.data.viewer.rfqCounts).toBeNull();
  });
});
