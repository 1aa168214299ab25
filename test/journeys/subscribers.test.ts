import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { findFreePort } from '../../src/app/embedded/ports.ts';
import { startRedis } from '../../src/app/embedded/redis.ts';
import { quoteRevised } from '../../src/modules/quotes/index.ts';
import { rfqEventId } from '../../src/modules/rfqs/index.ts';
import { inTransaction } from '../../src/platform/db/in-transaction.ts';
import { keyOf, newId } from '../../src/platform/kernel/ids.ts';
import { emit } from '../../src/platform/outbox/outbox.writes.ts';
import { factsOf } from '../support/deliver.ts';
import { done } from '../support/build/quoted-rfq.ts';
import { POST_RFQ, rfqInput } from '../support/rfq-input.ts';
import { latestEventId, overWebSocket, RFQ_ACTIVITY } from '../support/subscriptions.ts';
import { startWorld, type World } from '../support/world.ts';

/** `RFQ_TEST_SIZE=full` takes 200 subscribers and 2,000 events, and minutes. */
const FULL = process.env['RFQ_TEST_SIZE'] === 'full';
const RFQS = FULL ? 20 : 8;
const EVENTS_PER_RFQ = FULL ? 100 : 50;
const SUBSCRIBERS_PER_RFQ = FULL ? 10 : 5;
const TIMEOUT_MS = FULL ? 900_000 : 90_000;
const CUTS = 3;

describe.skipIf(inject('redisUrl') === null)('many subscribers while much happens', () => {
  let folder: string;
  let port: number;
  let redis: Awaited<ReturnType<typeof startRedis>>;
  let world: World;
  const start = () =>
    startRedis({ dataDir: folder, port, password: 'secret', temporary: true, log: () => {} });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rfq-subscribers-'));
    port = await findFreePort();
    redis = await start();
    world = await startWorld({ ownRedisUrl: redis.url });
  });
  afterAll(async () => {
    await world.stop();
    await redis.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** Posts a request, and says where its stream stands once all that follows from posting it is done. */
  async function postRfq() {
    const { rfq } = done(await world.buyer.gql(POST_RFQ, { input: rfqInput() }), 'postRfq');
    return { id: rfq.id as string, key: keyOf('Rfq', rfq.id, 1)?.[0] ?? '' };
  }

  /** States facts one after the other; every third transaction is rolled back after it had its number. */
  async function happen(key: string): Promise<void> {
    for (let count = 0; count < EVENTS_PER_RFQ; count += 1) {
      const fact = { rfqId: key, quoteId: newId(), supplierId: newId(), version: count + 1 };
      if (count % 3 === 0)
        await inTransaction(world.db, async (tx) => {
          await emit(tx, quoteRevised, key, fact);
          throw new Error('rolled back');
        }).catch(() => {});
      await inTransaction(world.db, (tx) => emit(tx, quoteRevised, key, fact));
    }
  }

  /** Receives all events of a request; a connection ends after some and another goes on after the last one. */
  async function receive(rfqId: string, before: string, perConnection: number): Promise<string[]> {
    const eventIds: string[] = [];
    while (eventIds.length < EVENTS_PER_RFQ) {
      const client = overWebSocket(world.url, world.buyer.token);
      const variables = { rfqId, afterEventId: eventIds.at(-1) ?? before };
      const count = Math.min(perConnection, EVENTS_PER_RFQ - eventIds.length);
      for (const { data } of await client.subscribe(RFQ_ACTIVITY, variables).take(count))
        eventIds.push(data.rfqActivity.eventId);
      await client.close();
    }
    return eventIds;
  }

  async function cut(): Promise<void> {
    await redis.stop();
    redis = await start();
  }

  test(
    'each receives every committed event of its request once, in order, however often messages are cut',
    { timeout: TIMEOUT_MS },
    async () => {
      const rfqs = await Promise.all(Array.from({ length: RFQS }, postRfq));
      await world.settle();
      const starts = await Promise.all(rfqs.map(({ id }) => latestEventId(world, id)));
      const received = Promise.all(
        rfqs.map(({ id }, index) =>
          Promise.all(
            Array.from({ length: SUBSCRIBERS_PER_RFQ }, (_none, subscriber) =>
              receive(id, starts[index] ?? '', 10 + 10 * subscriber),
            ),
          ),
        ),
      );
      const happening = Promise.all(rfqs.map(({ key }) => happen(key)));
      for (let count = 0; count < CUTS; count += 1) await cut();
      await happening;

      for (const [index, lists] of (await received).entries()) {
        const key = rfqs[index]?.key ?? '';
        const expected = (await factsOf(world.db, key, quoteRevised.name)).map(({ id }) =>
          rfqEventId(key, id),
        );
        expect(expected).toHaveLength(EVENTS_PER_RFQ);
        for (const list of lists) expect(list).toEqual(expected);
      }
    },
  );
});
