import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../../../src/platform/db/sql.ts';
import { addListedRfqs, addListedSuppliers, addToInboxOf } from '../../support/build/listed-rows.ts';
import { type Bidder, invitedRfq, quoteInput, submitQuote } from '../../support/build/quoted-rfq.ts';
import { type Client } from '../../support/client.ts';
import { startWorld, type World } from '../../support/world.ts';

const INBOX = `query ($filter: InvitationFilter, $orderBy: InvitationOrder) { viewer {
  invitations(filter: $filter, orderBy: $orderBy, first: 100) { totalCount nodes { state rfq { title } } } } }`;
const COUNTS = '{ viewer { invitationCounts { unread open closingSoon quoted declined missed } } }';

let world: World;
let supplierId: string;
let supplier: Client;
beforeAll(async () => {
  world = await startWorld();
  [supplierId = ''] = await addListedSuppliers(world.db, 1, `'Asked'`);
  supplier = await world.supplier(supplierId);
  const rfq = async (title: string, state: string, closesAt: string, rfqState = 'OPEN') => {
    const ids = await addListedRfqs(world.db, {
      count: 1,
      title: `'${title}'`,
      closesAt,
      createdAt: 'clock_timestamp()',
      state: `'${rfqState}'`,
    });
    await addToInboxOf(world.db, supplierId, ids, `'${state}'`);
    return ids[0] ?? '';
  };
  await rfq('Late, seen', 'VIEWED', `now() + interval '9 days'`);
  await rfq('Soon, new', 'SENT', `now() + interval '2 hours'`);
  await rfq('Quoted', 'QUOTED', `now() + interval '3 days'`);
  // Its inbox has not heard of it yet.
  await rfq('Over', 'SENT', `now() - interval '1 hour'`, 'CLOSED');
  await rfq('Missed', 'CLOSED_NO_REPLY', `now() - interval '1 day'`, 'CLOSED');
  const polish = await rfq('Śruby, new', 'SENT', `now() + interval '5 days'`);
  await sql(world.db, `update supplier_inbox set deliver_to_country = 'PL' where rfq_id = $1`, [polish]);
});
afterAll(() => world.stop());

const titles = async (filter: object, orderBy?: string): Promise<string[]> =>
  (await supplier.gql(INBOX, { filter, orderBy })).data.viewer.invitations.nodes.map(
    (node: { rfq: { title: string } }) => node.rfq.title,
  );

describe('a supplier’s inbox', () => {
  test('is ordered by when it was asked, or by deadline', async () => {
    const newestFirst = ['Śruby, new', 'Missed', 'Over', 'Quoted', 'Soon, new', 'Late, seen'];
    expect(await titles({})).toEqual(newestFirst);
    expect(await titles({}, 'SENT_AT_ASC')).toEqual(newestFirst.toReversed());
    const byDeadline = ['Missed', 'Over', 'Soon, new', 'Quoted', 'Śruby, new', 'Late, seen'];
    expect(await titles({}, 'CLOSES_AT_ASC')).toEqual(byDeadline);
    expect(await titles({}, 'CLOSES_AT_DESC')).toEqual(byDeadline.toReversed());
  });

  test('is narrowed by state, deadline, country, text, and to what nobody has looked at', async () => {
    const soon = new Date(Date.now() + 86_400_000).toISOString();
    const now = new Date().toISOString();
    expect(await titles({ states: ['QUOTED', 'VIEWED'] })).toEqual(['Quoted', 'Late, seen']);
    expect(await titles({ states: ['QUOTED', 'VIEWED'] }, 'CLOSES_AT_ASC')).toEqual(['Quoted', 'Late, seen']);
    expect(await titles({ closesAt: { from: now, to: soon } }, 'CLOSES_AT_ASC')).toEqual(['Soon, new']);
    expect(await titles({ unread: true })).toEqual(['Śruby, new', 'Soon, new']);
    expect(await titles({ unread: false })).toEqual(['Missed', 'Quoted', 'Late, seen']);
    expect(await titles({ countries: ['PL'] })).toEqual(['Śruby, new']);
    expect(await titles({ search: 'sruby' })).toEqual(['Śruby, new']);
    expect(await titles({ search: '%' })).toEqual([]);
    const { errors } = await supplier.gql(INBOX, { filter: { search: 'a\u0000' } });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  test('counts what is unread, open and closing soon', async () => {
    expect((await supplier.gql(COUNTS)).data.viewer.invitationCounts).toEqual({
      unread: 2,
      open: 3,
      closingSoon: 1,
      quoted: 1,
      declined: 0,
      missed: 1,
    });
    expect((await world.buyer.gql(COUNTS)).data.viewer.invitationCounts).toBeNull();
  });
});

describe('the invitations of a request', () => {
  const LIST = `query ($id: ID!, $filter: RfqInvitationFilter, $orderBy: RfqInvitationOrder) { rfq(id: $id) {
    invitations(filter: $filter, orderBy: $orderBy, first: 100) { totalCount nodes { state supplier { name } } } } }`;
  const list = async (id: string, filter: object, orderBy?: string) =>
    (await world.buyer.gql(LIST, { id, filter, orderBy })).data.rfq.invitations;
  const names = (page: { nodes: { supplier: { name: string } }[] }) =>
    page.nodes.map((node) => node.supplier.name);

  test('are narrowed by state, wave, country and name, and ordered by score or name', async () => {
    const rfq = await invitedRfq(world, {}, 3);
    const [quoting] = rfq.bidders as [Bidder];
    await submitQuote(quoting, quoteInput(rfq, ['10']));
    await sql(world.db, `update supplier set name = 'Über GmbH', country = 'AT' where id = $1`, [
      quoting.supplierId,
    ]);
    expect(await list(rfq.id, { states: ['QUOTED'] })).toMatchObject({
      totalCount: 1,
      nodes: [{ state: 'QUOTED' }],
    });
    expect((await list(rfq.id, { states: ['SENT'] })).totalCount).toBe(2);
    expect((await list(rfq.id, { waves: [1] })).totalCount).toBe(3);
    expect((await list(rfq.id, { waves: [2] })).totalCount).toBe(0);
    expect(names(await list(rfq.id, { countries: ['AT'] }))).toEqual(['Über GmbH']);
    expect(names(await list(rfq.id, { search: 'uber' }))).toEqual(['Über GmbH']);
    const byName = names(await list(rfq.id, {}, 'SUPPLIER_NAME_ASC'));
    expect(names(await list(rfq.id, {}, 'SUPPLIER_NAME_DESC'))).toEqual(byName.toReversed());
    expect(names(await list(rfq.id, {}, 'SCORE_ASC'))).toEqual(
      names(await list(rfq.id, {}, 'SCORE_DESC')).toReversed(),
    );
  });

  test('are all SENT to every filter and in every order on a sealed request, whoever has answered', async () => {
    const rfq = await invitedRfq(world, { bidVisibility: 'SEALED' }, 3);
    const orders = [
      'SHORTLIST_ASC',
      'SHORTLIST_DESC',
      'SCORE_DESC',
      'SCORE_ASC',
      'SUPPLIER_NAME_ASC',
      'SUPPLIER_NAME_DESC',
    ];
    const seen = async () => ({
      bySent: await list(rfq.id, { states: ['SENT'] }),
      byOther: await list(rfq.id, { states: ['VIEWED', 'QUOTED', 'DECLINED', 'CLOSED_NO_REPLY'] }),
      ordered: await Promise.all(orders.map((order) => list(rfq.id, {}, order))),
    });
    const before = await seen();
    const [, quoting] = rfq.bidders as [Bidder, Bidder];
    await submitQuote(quoting, quoteInput(rfq, ['10']));
    await world.settle();
    expect(await seen()).toEqual(before);
    expect(before.bySent.totalCount).toBe(3);
    expect(before.byOther).toEqual({ totalCount: 0, nodes: [] });
  });
});
