import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeDueRfq } from '../../../src/modules/rfqs/index.ts';
import { sql } from '../../../src/platform/db/sql.ts';
import {
  type Bidder,
  closeRfq,
  done,
  invitedRfq,
  quoteInput,
  type QuotedRfq,
  submitQuote,
} from '../../support/build/quoted-rfq.ts';
import { startWorld, type World } from '../../support/world.ts';

const TIMELINE = `query ($id: ID!, $kinds: [RfqTimelineKind!], $orderBy: RfqTimelineOrder, $first: Int = 100, $after: String) {
  rfq(id: $id) { timeline(kinds: $kinds, orderBy: $orderBy, first: $first, after: $after) {
    totalCount pageInfo { endCursor hasNextPage } edges { cursor }
    nodes { at kind role user wave suppliers supplier { id } award { id state } } } } }`;
const DECLINE =
  'mutation ($input: DeclineInvitationInput!) { declineInvitation(input: $input) { userErrors { code } } }';
const VIEW =
  'mutation ($input: MarkInvitationViewedInput!) { markInvitationViewed(input: $input) { userErrors { code } } }';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const timeline = async (id: string, variables: object = {}, client = world.buyer) =>
  (await client.gql(TIMELINE, { id, ...variables })).data.rfq.timeline;
const kindsOf = (page: { nodes: { kind: string }[] }) => page.nodes.map((node) => node.kind);

/** An RFQ that one supplier looks at, one declines and one quotes on. */
async function answered(changes: object): Promise<QuotedRfq> {
  const rfq = await invitedRfq(world, changes, 3);
  const [quoting, declining, viewing] = rfq.bidders as [Bidder, Bidder, Bidder];
  await submitQuote(quoting, quoteInput(rfq, ['10']));
  await declining.client.gql(DECLINE, { input: { invitationId: declining.invitationId, code: 'PRICE' } });
  await viewing.client.gql(VIEW, { input: { invitationId: viewing.invitationId } });
  await world.settle();
  return rfq;
}

describe('the timeline of a request', () => {
  test('tells what happened, by whom, from its creation to its award', async () => {
    const rfq = await answered({});
    await closeRfq(world, rfq);
    const AWARD = `mutation ($id: ID!, $quote: ID!) { awardRfq(input: { rfqId: $id, quoteId: $quote }) { userErrors { code } awards { id } } }`;
    const CONFIRM = `mutation ($id: ID!) { confirmAward(input: { awardId: $id }) { userErrors { code } award { id } } }`;
    const [quoting] = rfq.bidders as [Bidder];
    const quoteId = await quoteIdOf(rfq);
    const [award] = done(await world.buyer.gql(AWARD, { id: rfq.id, quote: quoteId }), 'awardRfq').awards;
    done(await quoting.client.gql(CONFIRM, { id: award.id }), 'confirmAward');
    await world.settle();

    const page = await timeline(rfq.id);
    expect(kindsOf(page)).toEqual([
      'CREATED',
      'PUBLISHED',
      'MATCHED',
      'WAVE_SENT',
      'QUOTED',
      'DECLINED',
      'CLOSED',
      'AWARDED',
      'AWARD_CONFIRMED',
    ]);
    expect(page.totalCount).toBe(9);
    const entry = (kind: string) => page.nodes.find((node: { kind: string }) => node.kind === kind);
    const nobody = { wave: null, suppliers: null, supplier: null, award: null };
    expect(entry('CREATED')).toMatchObject({ role: 'BUYER', user: 'test', ...nobody });
    expect(entry('MATCHED')).toMatchObject({ role: null, user: null, suppliers: 3, wave: null });
    expect(entry('WAVE_SENT')).toMatchObject({ role: null, suppliers: 3, wave: 1 });
    expect(entry('QUOTED')).toMatchObject({ role: 'SUPPLIER', user: null, award: null });
    expect(entry('AWARD_CONFIRMED')).toMatchObject({
      role: 'SUPPLIER',
      award: { id: award.id, state: 'CONFIRMED' },
    });
    expect(entry('AWARD_CONFIRMED').supplier).toEqual(entry('QUOTED').supplier);

    expect(kindsOf(await timeline(rfq.id, { orderBy: 'AT_DESC' }))).toEqual(kindsOf(page).toReversed());
    expect(kindsOf(await timeline(rfq.id, { kinds: ['QUOTED', 'CLOSED'] }))).toEqual(['QUOTED', 'CLOSED']);
    const paged: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const next = await timeline(rfq.id, { first: 2, after });
      paged.push(...kindsOf(next));
      after = next.pageInfo.endCursor;
      more = next.pageInfo.hasNextPage;
    }
    expect(paged).toEqual(kindsOf(page));
  });

  test('of a draft that is called off has no more', async () => {
    const CANCEL =
      'mutation ($id: ID!) { cancelRfq(input: { rfqId: $id }) { userErrors { code } rfq { id } } }';
    const rfq = await invitedRfq(world, {}, 0);
    done(await world.buyer.gql(CANCEL, { id: rfq.id }), 'cancelRfq');
    expect(kindsOf(await timeline(rfq.id)).at(-1)).toBe('CANCELLED');
  });
});

describe('the timeline of a sealed request', () => {
  test('is the same whether suppliers have answered or not, until it is opened', async () => {
    const [rfq, silent] = [
      await answered({ bidVisibility: 'SEALED' }),
      await invitedRfq(world, { bidVisibility: 'SEALED' }, 3),
    ];
    for (const client of [world.buyer, world.agent, world.partner, world.operator]) {
      const [shown, unanswered] = [await timeline(rfq.id, {}, client), await timeline(silent.id, {}, client)];
      expect(kindsOf(shown)).toEqual(['CREATED', 'PUBLISHED', 'MATCHED', 'WAVE_SENT']);
      expect(shown.totalCount).toBe(4);
      expect(kindsOf(unanswered)).toEqual(kindsOf(shown));
      const answers = { kinds: ['QUOTED', 'QUOTE_REVISED', 'QUOTE_WITHDRAWN', 'DECLINED'] };
      expect(await timeline(rfq.id, answers, client)).toMatchObject({ totalCount: 0, nodes: [] });
    }
    await sql(world.db, 'update rfq set closes_at = clock_timestamp() where id = $1', [rfq.key]);
    await closeDueRfq({ db: world.db }, rfq.key);
    expect(kindsOf(await timeline(rfq.id)).slice(4)).toEqual(['QUOTED', 'DECLINED', 'CLOSED', 'OPENED']);
  });
});

async function quoteIdOf(rfq: QuotedRfq): Promise<string> {
  const { data } = await world.buyer.gql(
    'query ($id: ID!) { rfq(id: $id) { quotes(first: 1) { nodes { id } } } }',
    {
      id: rfq.id,
    },
  );
  return data.rfq.quotes.nodes[0].id;
}
