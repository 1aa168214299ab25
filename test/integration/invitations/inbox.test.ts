import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bidder, invitedRfq } from '../../support/build/quoted-rfq.ts';
import { addSuppliers } from '../../support/build/suppliers.ts';
import { encodeNodeId } from '../../../src/platform/kernel/ids.ts';
import { sql } from '../../../src/platform/db/sql.ts';
import { POST_RFQ, rfqInput } from '../../support/rfq-input.ts';
import { startWorld, type World } from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const INBOX = `query ($filter: InvitationFilter, $first: Int, $after: String, $last: Int, $before: String) { viewer {
  invitations(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
    totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    nodes { id wave state score sentAt supplier { id } reasons { code contribution detail }
      rfq { number state title description buyerName partnerName currency deliverTo { country place } closesAt bidVisibility
            requiredCertifications allowPartialQuotes lineCount cancelReason
            comparisonPolicy { method } lines { id description quantity { value unit } } } } } } }`;

/** Invites one supplier to so many requests, and returns their numbers, oldest first. */
async function invitedTo(count: number): Promise<{ supplierId: string; titles: string[] }> {
  const [supplierId = ''] = await addSuppliers(world.db, [{ name: 'Much asked' }]);
  const titles: string[] = [];
  for (let n = 1; n <= count; n += 1) {
    const title = `Request ${n}`;
    const input = rfqInput({
      title,
      reach: { invite: [encodeNodeId('Supplier', supplierId)], maxInvitations: 1 },
    });
    expect((await world.buyer.gql(POST_RFQ, { input })).data.postRfq.userErrors).toEqual([]);
    titles.push(title);
    await world.settle();
  }
  return { supplierId, titles };
}

describe('a supplier’s inbox', () => {
  test('shows what an invited supplier may see of a request, whichever way it comes to it', async () => {
    const { key, bidders } = await invitedRfq(
      world,
      { title: 'Brackets', description: 'Hot-dip galvanised', requiredCertifications: ['ISO9001'] },
      1,
    );
    const [bidder] = bidders as [Bidder];
    const { nodes, totalCount } = (await bidder.client.gql(INBOX, { first: 10 })).data.viewer.invitations;
    expect(totalCount).toBe(1);
    expect(nodes).toMatchObject([
      {
        id: bidder.invitationId,
        wave: 1,
        state: 'SENT',
        supplier: { id: encodeNodeId('Supplier', bidder.supplierId) },
        rfq: {
          state: 'OPEN',
          title: 'Brackets',
          description: 'Hot-dip galvanised',
          currency: 'EUR',
          deliverTo: { country: 'DE', place: 'Hamburg' },
          bidVisibility: 'OPEN',
          requiredCertifications: ['ISO9001'],
          allowPartialQuotes: true,
          lineCount: 1,
          cancelReason: null,
          comparisonPolicy: { method: 'LOWEST_LANDED_COST' },
          lines: [{ id: encodeNodeId('RfqLine', key, '1'), quantity: { value: '500', unit: 'C62' } }],
        },
      },
    ]);
    const [{ score, reasons, rfq }] = nodes;
    const sum = reasons.reduce(
      (total: number, reason: { contribution: number }) => total + reason.contribution,
      0,
    );
    expect(sum).toBeCloseTo(score, 5);
    expect(reasons.map((reason: { code: string }) => reason.code)).toContain('INVITED_BY_BUYER');

    const fields = /rfq \{[\s\S]*?quantity \{ value unit \} \} \}/.exec(INBOX)?.[0] ?? '';
    const node = await bidder.client.gql(
      `query ($id: ID!) { node(id: $id) { ... on Invitation { ${fields} } } }`,
      {
        id: bidder.invitationId,
      },
    );
    expect(node.data.node.rfq).toEqual(rfq);
    expect(rfq.buyerName).not.toBe('');
    expect(rfq.partnerName).not.toBe('');
  });

  test('lists the newest first, page by page, forward and backward', async () => {
    const { supplierId, titles } = await invitedTo(5);
    const client = await world.supplier(supplierId);
    const newestFirst = titles.toReversed();
    const read = async (args: object) => (await client.gql(INBOX, args)).data.viewer.invitations;
    const titlesOf = (page: { nodes: { rfq: { title: string } }[] }) =>
      page.nodes.map((node) => node.rfq.title);

    const first = await read({ first: 2 });
    expect(titlesOf(first)).toEqual(newestFirst.slice(0, 2));
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const second = await read({ first: 2, after: first.pageInfo.endCursor });
    expect(titlesOf(second)).toEqual(newestFirst.slice(2, 4));
    const back = await read({ last: 2, before: second.pageInfo.startCursor });
    expect(titlesOf(back)).toEqual(newestFirst.slice(0, 2));
    expect((await read({ first: 1, filter: { states: ['DECLINED'] } })).totalCount).toBe(0);
    expect((await read({ first: 1, filter: { states: ['SENT', 'VIEWED'] } })).totalCount).toBe(5);
  });

  test('holds exactly the invited', async () => {
    const { key } = await invitedRfq(world, {}, 3);
    const [row] = await sql(
      world.db,
      `select (select count(*)::int from invitation where rfq_id = $1) as invited,
              (select count(*)::int from supplier_inbox x join invitation i using (rfq_id, supplier_id)
                where x.rfq_id = $1 and x.state = i.state and x.sent_at = i.sent_at) as listed,
              (select count(*)::int from supplier_inbox where rfq_id = $1) as inboxes`,
      [key],
    );
    expect(row).toEqual({ invited: 3, listed: 3, inboxes: 3 });
  });

  test('is empty for every other role', async () => {
    await invitedRfq(world, {}, 1);
    for (const client of [world.buyer, world.agent, world.partner, world.operator]) {
      const { nodes, totalCount } = (await client.gql(INBOX, { first: 10 })).data.viewer.invitations;
      expect({ nodes, totalCount }).toEqual({ nodes: [], totalCount: 0 });
    }
  });

  test('is asked for with a page size, as every list', async () => {
    const { bidders } = await invitedRfq(world, {}, 1);
    const [bidder] = bidders as [Bidder];
    for (const args of [{}, { first: 1, last: 1 }, { first: 0 }, { first: 101 }]) {
      const { errors } = await bidder.client.gql(INBOX, args);
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    }
  });
});
