import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../../../src/platform/db/sql.ts';
import { encodeNodeId, newId } from '../../../src/platform/kernel/ids.ts';
import { type QuotedRfq, invitedRfq, quoteInput, submitQuote } from '../../support/build/quoted-rfq.ts';
import {
  latestEventId,
  mutate,
  overWebSocket,
  RFQ_ACTIVITY,
  type Subscription,
  TRANSPORTS,
} from '../../support/subscriptions.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { startWorld, type World } from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const FULL_ACTIVITY = `subscription ($rfqId: ID!, $afterEventId: ID) {
  rfqActivity(rfqId: $rfqId, afterEventId: $afterEventId) {
    eventId at kind rfq { id }
    ... on RfqInvitationEvent { invitation { id } }
    ... on RfqQuoteEvent { quoteVersion quote { id lines { unitPrice { amount } } } }
    ... on RfqDecisionEvent { round awards { quote { id } } }
    ... on RfqAwardEvent { award { quote { id } } }
  }
}`;

const events = async (activity: Subscription, count: number) =>
  (await activity.take(count)).map(({ data, errors }) => {
    expect(errors).toBeUndefined();
    return data.rfqActivity;
  });

/** Invites a supplier, and has it look at its invitation and quote: three events, from which streams may start. */
async function quotedOnce(): Promise<{
  rfq: QuotedRfq;
  invitationId: string;
  quoteId: string;
  before: string;
}> {
  const rfq = await invitedRfq(world, {}, 1);
  const [bidder] = rfq.bidders;
  if (!bidder) throw new Error('a supplier is invited');
  const before = await latestEventId(world, rfq.id);
  await mutate(bidder.client, 'markInvitationViewed', { invitationId: bidder.invitationId });
  const { quoteId } = await submitQuote(bidder, quoteInput(rfq, ['12.5']));
  return { rfq, invitationId: bidder.invitationId, quoteId, before };
}

const KINDS_OF_QUOTING = ['INVITATION_CHANGED', 'INVITATION_CHANGED', 'QUOTE_SUBMITTED'];

describe.each(TRANSPORTS)('over %s', (_name, connect) => {
  test('the buyer’s side is told what happens to a request, in order, with the objects', async () => {
    const { rfq, invitationId, quoteId, before } = await quotedOnce();
    const client = connect(world.url, world.buyer.token);
    const activity = client.subscribe(FULL_ACTIVITY, { rfqId: rfq.id, afterEventId: before });
    const told = await events(activity, 3);

    await mutate(world.buyer, 'closeRfq', { rfqId: rfq.id });
    await mutate(world.buyer, 'awardRfq', { rfqId: rfq.id, quoteId });
    const supplier = rfq.bidders[0]?.client ?? world.anonymous;
    told.push(...(await events(activity, 2)));
    const awards = await world.buyer.gql('query ($id: ID!) { rfq(id: $id) { awards { id } } }', {
      id: rfq.id,
    });
    await mutate(supplier, 'confirmAward', { awardId: awards.data.rfq.awards[0].id });
    told.push(...(await events(activity, 2)));
    await client.close();

    expect(told).toMatchObject([
      { kind: 'INVITATION_CHANGED', invitation: { id: invitationId } },
      { kind: 'INVITATION_CHANGED', invitation: { id: invitationId } },
      {
        kind: 'QUOTE_SUBMITTED',
        quoteVersion: 1,
        quote: { id: quoteId, lines: [{ unitPrice: { amount: '12.5' } }] },
      },
      { kind: 'CLOSED', rfq: { id: rfq.id } },
      { kind: 'AWARD_DECIDED', round: 1, awards: [{ quote: { id: quoteId } }] },
      { kind: 'AWARD_CONFIRMED', award: { quote: { id: quoteId } } },
      { kind: 'AWARDED', rfq: { id: rfq.id } },
    ]);
    expect(new Set(told.map(({ eventId }) => eventId)).size).toBe(told.length);
  });

  test('a subscriber that comes back goes on after its last event: nothing is missed, nothing repeated', async () => {
    const { rfq, before } = await quotedOnce();
    const first = connect(world.url, world.buyer.token);
    const [seen] = await events(first.subscribe(RFQ_ACTIVITY, { rfqId: rfq.id, afterEventId: before }), 1);
    await first.close();
    await mutate(world.buyer, 'closeRfq', { rfqId: rfq.id });

    const second = connect(world.url, world.buyer.token);
    const rest = second.subscribe(RFQ_ACTIVITY, { rfqId: rfq.id, afterEventId: seen.eventId });
    const told = [seen, ...(await events(rest, 3))];
    expect(told.map(({ kind }) => kind)).toEqual([...KINDS_OF_QUOTING, 'CLOSED']);
    expect(new Set(told.map(({ eventId }) => eventId)).size).toBe(told.length);
    await second.close();
  });

  test('a foreign request answers like an absent one', async () => {
    const { rfq, before } = await quotedOnce();
    const supplier = rfq.bidders[0]?.client ?? world.anonymous;
    const absent = encodeNodeId('Rfq', newId());
    const refused = async (token: string | null, variables: Record<string, unknown>) => {
      const client = connect(world.url, token);
      const [result, ...others] = await client.subscribe(RFQ_ACTIVITY, variables).rest();
      await client.close();
      expect(others).toEqual([]);
      return {
        ...result,
        errors: result?.errors?.map((error) => ({ ...error, extensions: error.extensions.code })),
      };
    };
    const toAbsent = await refused(world.otherBuyer.token, { rfqId: absent });
    expect(toAbsent.errors).toMatchObject([{ extensions: 'NOT_FOUND' }]);
    for (const caller of [world.otherBuyer, world.otherPartner, supplier]) {
      expect(await refused(caller.token, { rfqId: rfq.id })).toEqual(toAbsent);
      expect(await refused(caller.token, { rfqId: rfq.id, afterEventId: before })).toEqual(toAbsent);
    }
    expect(await refused(world.buyer.token, { rfqId: 'nonsense' })).toEqual(toAbsent);
  });
});

const socketOf = (token: string | null) => overWebSocket(world.url, token);

describe('a stream', () => {
  test('without `afterEventId` tells what happens from now on', async () => {
    const rfq = await invitedRfq(world, {}, 1);
    const [bidder] = rfq.bidders;
    const client = socketOf(world.buyer.token);
    let told: Awaited<ReturnType<typeof events>> | null = null;
    void events(client.subscribe(RFQ_ACTIVITY, { rfqId: rfq.id }), 1).then((first) => (told = first));
    // Nothing says when it has begun, so something happens until it tells of it.
    await waitUntil('the first event', async () => {
      if (bidder)
        await mutate(bidder.client, 'declineInvitation', {
          ...declined(),
          invitationId: bidder.invitationId,
        });
      return told ? true : 'nothing was told';
    });
    expect(told).toMatchObject([{ kind: 'INVITATION_CHANGED' }]);
    await client.close();
  });

  test('is told to partner, agent and operator as to the buyer', async () => {
    const { rfq, before } = await quotedOnce();
    const variables = { rfqId: rfq.id, afterEventId: before };
    const seenBy = async (token: string | null) => {
      const client = socketOf(token);
      const told = await events(client.subscribe(RFQ_ACTIVITY, variables), 3);
      await client.close();
      return told;
    };
    const buyer = await seenBy(world.buyer.token);
    expect(buyer.map(({ kind }) => kind)).toEqual(KINDS_OF_QUOTING);
    for (const caller of [world.partner, world.agent, world.operator])
      expect(await seenBy(caller.token)).toEqual(buyer);
  });

  test('of a draft begins before its first event', async () => {
    const created = await world.buyer.gql(
      'mutation ($input: CreateRfqInput!) { createRfq(input: $input) { rfq { id latestEventId } } }',
      { input: (await import('../../support/rfq-input.ts')).rfqInput() },
    );
    const { id, latestEventId: before } = created.data.createRfq.rfq;
    await mutate(world.buyer, 'publishRfq', { rfqId: id });
    const client = socketOf(world.buyer.token);
    const told = await events(client.subscribe(RFQ_ACTIVITY, { rfqId: id, afterEventId: before }), 2);
    expect(told).toMatchObject([
      { kind: 'PUBLISHED', __typename: 'RfqStateEvent' },
      { kind: 'MATCHED', __typename: 'RfqWaveEvent' },
    ]);
    await client.close();
  });

  test('begins with a gap where its event is no longer kept, and goes on from there', async () => {
    const { rfq, before } = await quotedOnce();
    await world.settle();
    await sql(
      world.db,
      'delete from outbox where rfq_id = $1 and seq < (select max(seq) from outbox where rfq_id = $1)',
      [rfq.key],
    );
    const client = socketOf(world.buyer.token);
    const text = RFQ_ACTIVITY.replace('kind', 'kind ... on RfqGapEvent { afterEventId }');
    const activity = client.subscribe(text, { rfqId: rfq.id, afterEventId: before });
    const [gap] = await events(activity, 1);
    expect(gap).toMatchObject({ kind: 'GAP', __typename: 'RfqGapEvent', afterEventId: before });
    await mutate(world.buyer, 'closeRfq', { rfqId: rfq.id });
    expect(await events(activity, 1)).toMatchObject([{ kind: 'CLOSED' }]);

    const resumed = client.subscribe(RFQ_ACTIVITY, { rfqId: rfq.id, afterEventId: gap.eventId });
    expect(await events(resumed, 1)).toMatchObject([{ kind: 'CLOSED' }]);
    await client.close();
  });

  test('refuses an `afterEventId` of another stream, and text that is none', async () => {
    const [one, other] = [await quotedOnce(), await quotedOnce()];
    const client = socketOf(world.buyer.token);
    for (const afterEventId of [other.before, other.rfq.id, 'nonsense', '']) {
      const [result] = await client.subscribe(RFQ_ACTIVITY, { rfqId: one.rfq.id, afterEventId }).rest();
      expect(result?.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    }
    await client.close();
  });
});

let declines = 0;
const declined = () => ({ code: 'PRICE', comment: `reason ${(declines += 1)}` });
