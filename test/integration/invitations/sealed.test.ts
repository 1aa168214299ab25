import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeDueRfq } from '../../../src/modules/rfqs/index.ts';
import { sql, sqlOne } from '../../../src/platform/db/sql.ts';
import {
  type Bidder,
  invitedRfq,
  quoteInput,
  type QuotedRfq,
  submitQuote,
} from '../../support/build/quoted-rfq.ts';
import { startWorld, type World } from '../../support/world.ts';

let world: World;
let rfq: QuotedRfq;

const FIELDS = 'id state viewedAt respondedAt declineCode declineComment';
const LIST = `query ($id: ID!) { rfq(id: $id) { fanOut { selected invited waves { wave invited done } }
  invitations(first: 10) { totalCount nodes { ${FIELDS} } edges { node { ${FIELDS} } } } } }`;
const NODES = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Invitation { ${FIELDS} } } }`;
const NODE = `query ($id: ID!) { node(id: $id) { ... on Invitation { ${FIELDS} } ... on Rfq { invitations(first: 10) { nodes { ${FIELDS} } } } } }`;
const QUOTE_BACK = `query ($id: ID!) { rfq(id: $id) { quotes(first: 10) { totalCount nodes { invitation { ${FIELDS} } } } } }`;

interface Shown {
  id: string;
  state: string;
  viewedAt: string | null;
  respondedAt: string | null;
  declineCode: string | null;
  declineComment: string | null;
}

/** Every invitation that a caller of the buyer's side is shown, on every path that leads to one. */
async function shownTo(client: World['buyer']): Promise<Shown[]> {
  const list = (await client.gql(LIST, { id: rfq.id })).data.rfq;
  const ids = rfq.bidders.map((bidder) => bidder.invitationId);
  const nodes = (await client.gql(NODES, { ids })).data.nodes;
  const viaRfq = (await client.gql(NODE, { id: rfq.id })).data.node.invitations.nodes;
  const single = await Promise.all(ids.map(async (id) => (await client.gql(NODE, { id })).data.node));
  const quotes = (await client.gql(QUOTE_BACK, { id: rfq.id })).data.rfq.quotes.nodes;
  const edges = list.invitations.edges.map((edge: { node: Shown }) => edge.node);
  const back = quotes.map((quote: { invitation: Shown }) => quote.invitation);
  return [...list.invitations.nodes, ...edges, ...nodes, ...viaRfq, ...single, ...back];
}

beforeAll(async () => {
  world = await startWorld();
  rfq = await invitedRfq(world, { bidVisibility: 'SEALED' }, 4);
  const [quoting, declining, viewing] = rfq.bidders as [Bidder, Bidder, Bidder];
  await submitQuote(quoting, quoteInput(rfq, ['10']));
  await declining.client.gql(
    'mutation ($input: DeclineInvitationInput!) { declineInvitation(input: $input) { userErrors { code } } }',
    { input: { invitationId: declining.invitationId, code: 'PRICE', comment: 'too cheap' } },
  );
  await viewing.client.gql(
    'mutation ($input: MarkInvitationViewedInput!) { markInvitationViewed(input: $input) { userErrors { code } } }',
    { input: { invitationId: viewing.invitationId } },
  );
  await world.settle();
});
afterAll(() => world.stop());

describe('a sealed request, until it is opened', () => {
  test('shows every invitation as sent and nothing more, to everybody but its supplier', async () => {
    for (const client of [world.buyer, world.agent, world.partner, world.operator]) {
      const shown = await shownTo(client);
      expect(shown).toHaveLength(5 * rfq.bidders.length);
      for (const { id: _id, ...rest } of shown) {
        expect(rest).toEqual({
          state: 'SENT',
          viewedAt: null,
          respondedAt: null,
          declineCode: null,
          declineComment: null,
        });
      }
    }
  });

  test('shows each supplier its own invitation as it is, and nobody else’s', async () => {
    const states = ['QUOTED', 'DECLINED', 'VIEWED', 'SENT'];
    for (const [index, bidder] of rfq.bidders.entries()) {
      const ids = rfq.bidders.map((other) => other.invitationId);
      const { data } = await bidder.client.gql(NODES, { ids });
      expect(data.nodes.map((node: Shown | null) => node?.state ?? null)).toEqual(
        rfq.bidders.map((other) => (other === bidder ? states[index] : null)),
      );
    }
  });

  test('says nothing in track records', async () => {
    expect(
      await sqlOne(
        world.db,
        'select sum(quoted)::int as quoted, sum(declined)::int as declined, sum(unanswered)::int as unanswered from supplier_track',
      ),
    ).toEqual({ quoted: 0, declined: 0, unanswered: 0 });
  });
});

describe('once it is opened', () => {
  test('the buyer’s side sees how each invitation ended', async () => {
    await sql(world.db, 'update rfq set closes_at = clock_timestamp() where id = $1', [rfq.key]);
    await closeDueRfq({ db: world.db }, rfq.key);
    await world.settle();
    const { data } = await world.buyer.gql(NODES, { ids: rfq.bidders.map((bidder) => bidder.invitationId) });
    expect(data.nodes).toMatchObject([
      { state: 'QUOTED' },
      { state: 'DECLINED', declineCode: 'PRICE', declineComment: 'too cheap' },
      { state: 'CLOSED_NO_REPLY' },
      { state: 'CLOSED_NO_REPLY' },
    ]);
  });
});
