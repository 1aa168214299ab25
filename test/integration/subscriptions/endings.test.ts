import { request } from 'node:http';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { quoteRevised } from '../../../src/modules/quotes/index.ts';
import { inTransaction } from '../../../src/platform/db/in-transaction.ts';
import { keyOf, newId } from '../../../src/platform/kernel/ids.ts';
import { emit } from '../../../src/platform/outbox/outbox.writes.ts';
import { done } from '../../support/build/quoted-rfq.ts';
import { POST_RFQ, rfqInput, rfqLine } from '../../support/rfq-input.ts';
import { latestEventId, overSse, overWebSocket, RFQ_ACTIVITY } from '../../support/subscriptions.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { startWorld, type World, type WorldOptions } from '../../support/world.ts';

const worlds: World[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.stop();
});

async function start(options: WorldOptions): Promise<World> {
  const world = await startWorld(options);
  worlds.push(world);
  return world;
}

async function postRfq(world: World, changes: object = {}) {
  const { rfq } = done(await world.buyer.gql(POST_RFQ, { input: rfqInput(changes) }), 'postRfq');
  const key = keyOf('Rfq', rfq.id, 1)?.[0] ?? '';
  return { id: rfq.id as string, before: await latestEventId(world, rfq.id), key };
}

const happen = (world: World, key: string) =>
  inTransaction(world.db, (tx) =>
    emit(tx, quoteRevised, key, { rfqId: key, quoteId: newId(), supplierId: newId(), version: 2 }),
  );

test('stopping the API ends every subscription, so that clients come back', async () => {
  const world = await start({ worker: false });
  const { id, key, before } = await postRfq(world);
  const sockets = [
    overWebSocket(world.url, world.buyer.token),
    overWebSocket(world.url, world.partner.token),
  ];
  const streams = [overSse(world.url, world.buyer.token), overSse(world.url, world.agent.token)];
  const running = [...sockets, ...streams].map((client) =>
    client.subscribe(RFQ_ACTIVITY, { rfqId: id, afterEventId: before }),
  );
  await happen(world, key);
  for (const activity of running) expect(await activity.take(1)).toHaveLength(1);

  worlds.splice(0);
  await world.stop();
  for (const { closed } of sockets) expect(await closed).toEqual({ code: 1001, reason: 'Going away' });
  // Without `complete`: to a client the connection broke, and it tries again.
  for (const activity of running) await expect(activity.rest()).rejects.toBeDefined();
});

test('without any message between processes, events are found in the database', async () => {
  // No worker: nobody announces facts.
  const world = await start({ worker: false });
  const { id, key, before } = await postRfq(world);
  const client = overWebSocket(world.url, world.buyer.token);
  const activity = client.subscribe(RFQ_ACTIVITY, { rfqId: id, afterEventId: before });
  for (let count = 0; count < 3; count += 1) {
    await happen(world, key);
    expect(await activity.take(1)).toMatchObject([{ data: { rfqActivity: { kind: 'QUOTE_REVISED' } } }]);
  }
  await client.close();
});

test('with messages, nobody waits for the next look', async () => {
  const world = await start({ env: { SUBSCRIPTION_POLL_MS: '3600000' } });
  const { id, key, before } = await postRfq(world);
  await world.settle();
  const client = overWebSocket(world.url, world.buyer.token);
  const activity = client.subscribe(RFQ_ACTIVITY, { rfqId: id, afterEventId: before });
  const kinds = new Set<string>();
  await waitUntil('the event', async () => {
    await happen(world, key);
    const [result] = await activity.take(1);
    kinds.add(result?.data.rfqActivity.kind);
    return kinds.has('QUOTE_REVISED') ? true : 'not told';
  });
  await client.close();
});

test('a stream whose client takes nothing is dropped, and frees its place', async () => {
  const world = await start({
    worker: false,
    env: { SUBSCRIPTION_KEEPALIVE_MS: '200', SUBSCRIPTIONS_PER_CALLER: '1' },
  });
  // More than the operating system keeps for a reader that does not read.
  const lines = Array.from({ length: 250 }, () => rfqLine({ description: 'x'.repeat(800) }));
  const { id, key, before } = await postRfq(world, { lines });
  for (let count = 0; count < 90; count += 1) await happen(world, key);
  const query = RFQ_ACTIVITY.replace('kind', 'kind rfq { lines { description } }');
  const stalled = request(`${world.url}/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${world.buyer.token}` },
  });
  stalled.on('error', () => {});
  stalled.end(JSON.stringify({ query, variables: { rfqId: id, afterEventId: before } }));
  const [response] = await once(stalled, 'response');
  response.pause();

  await waitUntil('its place to be free', async () => {
    const client = overSse(world.url, world.buyer.token);
    const [result] = await client.subscribe(RFQ_ACTIVITY, { rfqId: id, afterEventId: before }).take(1);
    await client.close();
    return result?.data ? true : String(result?.errors?.[0]?.extensions.code);
  });
  stalled.destroy();
});
