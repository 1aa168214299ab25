import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql, sqlOne } from '../../../src/platform/db/sql.ts';
import { decodeNodeId, encodeNodeId, newId } from '../../../src/platform/kernel/ids.ts';
import { invitedRfq, quoteInput, type QuotedRfq, submitQuote } from '../../support/build/quoted-rfq.ts';
import { latestEventId, mutate, overWebSocket, RFQ_ACTIVITY } from '../../support/subscriptions.ts';
import { startWorld, type World } from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const SUPPLIERS = 3;
const sealedRfq = () => invitedRfq(world, { bidVisibility: 'SEALED' }, SUPPLIERS);

/** Everything that suppliers can do, at least once. */
async function answer(rfq: QuotedRfq): Promise<void> {
  const [first, second, third] = rfq.bidders;
  if (!first || !second || !third) throw new Error('three suppliers are invited');
  for (const { client, invitationId } of rfq.bidders)
    await mutate(client, 'markInvitationViewed', { invitationId });
  const { quoteId } = await submitQuote(first, quoteInput(rfq, ['98765.43']));
  await mutate(first.client, 'reviseQuote', {
    quoteId,
    expectedVersion: 1,
    ...quoteInput(rfq, ['98765.42']),
  });
  const withdrawn = await submitQuote(second, quoteInput(rfq, ['98765.41']));
  await mutate(second.client, 'withdrawQuote', { quoteId: withdrawn.quoteId });
  await mutate(third.client, 'declineInvitation', { invitationId: third.invitationId, code: 'PRICE' });
}

const passDeadline = (rfqs: readonly QuotedRfq[]) =>
  sql(world.db, `update rfq set closes_at = clock_timestamp() where id = any($1::uuid[])`, [
    rfqs.map(({ key }) => key),
  ]);

/** Watches a request until it closes; what came, to the last message of the protocol. */
function watch(token: string | null, rfq: QuotedRfq, afterEventId: string) {
  const client = overWebSocket(world.url, token);
  const activity = client.subscribe(RFQ_ACTIVITY, { rfqId: rfq.id, afterEventId });
  return async () => {
    const kinds: string[] = [];
    while (kinds.at(-1) !== 'CLOSED') {
      const [result] = await activity.take(1);
      kinds.push(result?.data.rfqActivity.kind);
    }
    await client.close();
    return { kinds, messages: client.messages };
  };
}

test('until a sealed request opens, and after, its stream is that of a request that nobody answers', async () => {
  const [busy, quiet] = [await sealedRfq(), await sealedRfq()];
  const onlookers = [world.buyer, world.partner, world.agent, world.operator];
  const start = async (rfq: QuotedRfq) => {
    const before = await latestEventId(world, rfq.id);
    return onlookers.map(({ token }) => watch(token, rfq, before));
  };
  const watches = [await start(busy), await start(quiet)];
  const latest = await latestEventId(world, busy.id);

  await answer(busy);
  await world.settle();
  expect(await latestEventId(world, busy.id)).toBe(latest);
  await passDeadline([busy, quiet]);

  const [ofBusy, ofQuiet] = await Promise.all(
    watches.map((finishes) => Promise.all(finishes.map((finish) => finish()))),
  );
  expect(ofBusy).toEqual(ofQuiet);
  expect(ofBusy).toEqual(onlookers.map(() => ({ kinds: ['CLOSED'], messages: ['connection_ack', 'next'] })));
});

test('the ids of its events are those of the facts they tell, and say nothing of others', async () => {
  const rfq = await sealedRfq();
  const before = await latestEventId(world, rfq.id);
  await answer(rfq);
  await passDeadline([rfq]);
  const client = overWebSocket(world.url, world.buyer.token);
  const activity = client.subscribe(RFQ_ACTIVITY, { rfqId: rfq.id, afterEventId: before });
  const [closed] = await activity.take(1);
  const fact = await sqlOne<{ id: string }>(
    world.db,
    `select id from outbox where rfq_id = $1 and name = 'rfq.closed'`,
    [rfq.key],
  );
  expect(decodeNodeId(closed?.data.rfqActivity.eventId)).toEqual({
    type: 'RfqEvent',
    key: [rfq.key, fact?.id],
  });
  await client.close();
});

test('the id of a fact that is kept secret answers like one that never was', async () => {
  const rfq = await sealedRfq();
  await answer(rfq);
  const secrets = await sql<{ id: string }>(
    world.db,
    `select id from outbox where rfq_id = $1 and (name like 'quote.%' or name in ('invitation.changed', 'inbox.filled'))`,
    [rfq.key],
  );
  expect(secrets.length).toBeGreaterThan(SUPPLIERS);
  const client = overWebSocket(world.url, world.buyer.token);
  const answerTo = async (factId: string) => {
    const afterEventId = encodeNodeId('RfqEvent', rfq.key, factId);
    const [result] = await client.subscribe(RFQ_ACTIVITY, { rfqId: rfq.id, afterEventId }).take(1);
    return result;
  };
  const toNone = await answerTo(newId());
  expect(toNone?.data.rfqActivity.kind).toBe('GAP');
  for (const { id } of secrets) expect(await answerTo(id)).toEqual(toNone);
  await client.close();
});

test('called off, it stays as silent as before', async () => {
  const rfq = await sealedRfq();
  const before = await latestEventId(world, rfq.id);
  await answer(rfq);
  await mutate(world.buyer, 'cancelRfq', { rfqId: rfq.id });
  await world.settle();
  const client = overWebSocket(world.url, world.buyer.token);
  const activity = client.subscribe(RFQ_ACTIVITY, { rfqId: rfq.id, afterEventId: before });
  const [first] = await activity.take(1);
  expect(first?.data.rfqActivity.kind).toBe('CANCELLED');
  expect(await latestEventId(world, rfq.id)).toBe(first?.data.rfqActivity.eventId);
  await client.close();
});
