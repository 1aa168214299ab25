import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql, sqlOne } from '../../../src/platform/db/sql.ts';
import { encodeNodeId, newId } from '../../../src/platform/kernel/ids.ts';
import {
  type Bidder,
  closeRfq,
  invitedRfq,
  quoteInput,
  submitQuote,
} from '../../support/build/quoted-rfq.ts';
import { addSuppliers } from '../../support/build/suppliers.ts';
import type { Client } from '../../support/client.ts';
import { startWorld, type World } from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const ANSWER =
  '{ replayed userErrors { code path } invitation { id state viewedAt respondedAt declineCode declineComment } }';
const VIEW = `mutation ($input: MarkInvitationViewedInput!) { result: markInvitationViewed(input: $input) ${ANSWER} }`;
const DECLINE = `mutation ($input: DeclineInvitationInput!) { result: declineInvitation(input: $input) ${ANSWER} }`;
const WITHDRAW = `mutation ($input: WithdrawQuoteInput!) { result: withdrawQuote(input: $input) { userErrors { code } } }`;

async function run(client: Client, query: string, input: object) {
  return (await client.gql(query, { input })).data.result;
}

const stateOf = (bidder: Bidder, table: string) =>
  sqlOne<{ state: string }>(world.db, `select state from ${table} where supplier_id = $1`, [
    bidder.supplierId,
  ]);

describe('an invited supplier', () => {
  test('marks its invitation as viewed, once', async () => {
    const { bidders } = await invitedRfq(world, {}, 1);
    const [bidder] = bidders as [Bidder];
    const input = { invitationId: bidder.invitationId };
    const first = await run(bidder.client, VIEW, input);
    expect(first).toMatchObject({ userErrors: [], invitation: { state: 'VIEWED', respondedAt: null } });
    const again = await run(bidder.client, VIEW, input);
    expect(again.invitation.viewedAt).toBe(first.invitation.viewedAt);
    await world.settle();
    expect(await stateOf(bidder, 'supplier_inbox')).toEqual({ state: 'VIEWED' });
  });

  test('declines with a reason, and may give a better one', async () => {
    const { bidders } = await invitedRfq(world, {}, 1);
    const [bidder] = bidders as [Bidder];
    const invitationId = bidder.invitationId;
    expect(await run(bidder.client, DECLINE, { invitationId, code: 'OTHER' })).toMatchObject({
      invitation: { state: 'DECLINED', declineCode: 'OTHER', declineComment: null },
    });
    const better = await run(bidder.client, DECLINE, {
      invitationId,
      code: 'LEAD_TIME',
      comment: ' Not before May. ',
    });
    expect(better).toMatchObject({
      userErrors: [],
      invitation: { state: 'DECLINED', declineCode: 'LEAD_TIME', declineComment: 'Not before May.' },
    });
    expect(better.invitation.respondedAt).not.toBeNull();
    await world.settle();
    expect(await stateOf(bidder, 'supplier_inbox')).toEqual({ state: 'DECLINED' });
  });

  test('gets the same answer to the same key, and is refused another input under it', async () => {
    const { bidders } = await invitedRfq(world, {}, 1);
    const [bidder] = bidders as [Bidder];
    const input = { invitationId: bidder.invitationId, code: 'PRICE', idempotencyKey: 'decline-once' };
    expect(await run(bidder.client, DECLINE, input)).toMatchObject({ replayed: false, userErrors: [] });
    expect(await run(bidder.client, DECLINE, input)).toMatchObject({
      replayed: true,
      invitation: { declineCode: 'PRICE' },
    });
    expect(await run(bidder.client, DECLINE, { ...input, code: 'TERMS' })).toMatchObject({
      invitation: null,
      userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED' }],
    });
  });

  test('quotes after declining, and declines only after withdrawing its quote', async () => {
    const rfq = await invitedRfq(world, {}, 1);
    const [bidder] = rfq.bidders as [Bidder];
    const { invitationId } = bidder;
    await run(bidder.client, DECLINE, { invitationId, code: 'PRICE' });
    const { quoteId } = await submitQuote(bidder, quoteInput(rfq, ['10']));
    expect(await stateOf(bidder, 'invitation')).toEqual({ state: 'QUOTED' });
    expect(await run(bidder.client, VIEW, { invitationId })).toMatchObject({
      userErrors: [],
      invitation: { state: 'QUOTED', declineCode: null },
    });
    expect(await run(bidder.client, DECLINE, { invitationId, code: 'PRICE' })).toMatchObject({
      invitation: null,
      userErrors: [{ code: 'INVALID_STATE', path: ['input', 'invitationId'] }],
    });
    expect(await run(bidder.client, WITHDRAW, { quoteId })).toMatchObject({ userErrors: [] });
    expect(await run(bidder.client, DECLINE, { invitationId, code: 'PRICE' })).toMatchObject({
      invitation: { state: 'DECLINED' },
    });
  });

  test('is told that the request is closed, by database time', async () => {
    const early = await invitedRfq(world, {}, 1);
    const [first] = early.bidders as [Bidder];
    await closeRfq(world, early);
    const late = await invitedRfq(world, {}, 1);
    const [second] = late.bidders as [Bidder];
    // The sweeper may or may not have closed it by the time the supplier answers: the clock alone decides.
    await sql(world.db, `update rfq set closes_at = clock_timestamp() where id = $1`, [late.key]);
    for (const { client, invitationId } of [first, second]) {
      for (const [query, input] of [
        [VIEW, { invitationId }],
        [DECLINE, { invitationId, code: 'PRICE' }],
      ] as const) {
        expect(await run(client, query, input)).toMatchObject({
          invitation: null,
          userErrors: [{ code: 'RFQ_CLOSED' }],
        });
      }
    }
  });
});

describe('anybody else', () => {
  test('is answered as if there were no invitation', async () => {
    const { key, bidders } = await invitedRfq(world, {}, 2);
    const [bidder, other] = bidders as [Bidder, Bidder];
    const [strangerId = ''] = await addSuppliers(world.db, [{ name: 'A stranger' }]);
    const stranger = await world.supplier(strangerId);
    const absent = encodeNodeId('Invitation', key, newId());
    const attempts: [Client, string][] = [
      [other.client, bidder.invitationId],
      [stranger, bidder.invitationId],
      [stranger, absent],
      [bidder.client, encodeNodeId('Invitation', newId(), bidder.supplierId)],
      [bidder.client, encodeNodeId('Rfq', key)],
      [bidder.client, 'nonsense'],
    ];
    for (const [client, invitationId] of attempts) {
      expect(await run(client, DECLINE, { invitationId, code: 'PRICE' })).toEqual({
        replayed: false,
        invitation: null,
        userErrors: [{ code: 'NOT_FOUND', path: ['input', 'invitationId'] }],
      });
    }
  });

  test('of another role may not answer at all', async () => {
    const { bidders } = await invitedRfq(world, {}, 1);
    const [bidder] = bidders as [Bidder];
    for (const client of [world.buyer, world.agent, world.partner, world.operator]) {
      expect(await run(client, VIEW, { invitationId: bidder.invitationId })).toMatchObject({
        invitation: null,
        userErrors: [{ code: 'FORBIDDEN' }],
      });
    }
  });
});

describe('when a request closes', () => {
  test('silence closes, answers stay, and track records count each once', async () => {
    const rfq = await invitedRfq(world, {}, 3);
    const [quoting, declining, silent] = rfq.bidders as [Bidder, Bidder, Bidder];
    await submitQuote(quoting, quoteInput(rfq, ['10']));
    await run(declining.client, DECLINE, { invitationId: declining.invitationId, code: 'PRICE' });
    await run(silent.client, VIEW, { invitationId: silent.invitationId });
    await closeRfq(world, rfq);
    await world.settle();
    const states = ['QUOTED', 'DECLINED', 'CLOSED_NO_REPLY'];
    const tracks = [
      { invited: 1, quoted: 1, declined: 0, unanswered: 0 },
      { invited: 1, quoted: 0, declined: 1, unanswered: 0 },
      { invited: 1, quoted: 0, declined: 0, unanswered: 1 },
    ];
    for (const [index, bidder] of [quoting, declining, silent].entries()) {
      expect(await stateOf(bidder, 'invitation')).toEqual({ state: states[index] });
      expect(await stateOf(bidder, 'supplier_inbox')).toEqual({ state: states[index] });
      expect(
        await sqlOne(
          world.db,
          'select invited, quoted, declined, unanswered from supplier_track where supplier_id = $1',
          [bidder.supplierId],
        ),
      ).toEqual(tracks[index]);
    }
  });

  test('nobody is blamed for not answering what was called off', async () => {
    const rfq = await invitedRfq(world, {}, 1);
    const [bidder] = rfq.bidders as [Bidder];
    await world.buyer.gql(
      'mutation ($input: CancelRfqInput!) { cancelRfq(input: $input) { userErrors { code } } }',
      { input: { rfqId: rfq.id, reason: 'The project was stopped.' } },
    );
    await world.settle();
    expect(await stateOf(bidder, 'invitation')).toEqual({ state: 'CLOSED_NO_REPLY' });
    expect(
      await sqlOne(world.db, 'select unanswered from supplier_track where supplier_id = $1', [
        bidder.supplierId,
      ]),
    ).toEqual({ unanswered: 0 });
    const { data } = await bidder.client.gql(
      'query ($id: ID!) { node(id: $id) { ... on Invitation { rfq { state cancelReason } } } }',
      { id: bidder.invitationId },
    );
    expect(data.node.rfq).toEqual({ state: 'CANCELLED', cancelReason: 'The project was stopped.' });
  });
});
