import { fc, test as propertyTest } from '@fast-check/vitest';
import type { DataSource } from 'typeorm';
import { afterEach, expect, test } from 'vitest';
import { type Feeds, openFeeds } from '../../../src/app/graphql/subscriptions/follow.ts';
import type { Feed, Topic } from '../../../src/platform/graphql/feed.ts';
import { createInProcessPubSub } from '../../../src/platform/pubsub/in-process.ts';
import { createLogger } from '../../../src/platform/telemetry/logger.ts';

interface Item {
  readonly seq: string;
}

const CHANNEL = 'a topic';
const open: Feeds[] = [];
afterEach(async () => {
  for (const feeds of open.splice(0)) await feeds.stop();
});

/** Feeds over a list in memory, in place of PostgreSQL. A hint is sent only where a test does so. */
function inMemory(pollMs: number) {
  const pubsub = createInProcessPubSub();
  const feeds = openFeeds({ db: {} as DataSource, pubsub, pollMs, log: createLogger('silent', 'test') });
  open.push(feeds);
  const state = { last: 0, looks: 0, reads: 0, fail: (): void => {} };
  const topic: Topic = {
    name: 'numbers',
    channelOf: () => CHANNEL,
    heads: async (_db, keys) => {
      state.looks += 1;
      return keys.map((key) => ({ key, seq: String(state.last) }));
    },
  };
  const feed: Feed<Item> = {
    topic,
    key: 'k',
    after: '0',
    first: [],
    pageSize: 3,
    read: async (after) => {
      state.reads += 1;
      state.fail();
      const from = Number(after);
      return Array.from({ length: Math.min(3, state.last - from) }, (_none, index) => ({
        seq: String(from + index + 1),
      }));
    },
  };
  const follow = (changes: Partial<Feed<Item>> = {}) =>
    feeds.follow({ ...feed, ...changes })[Symbol.asyncIterator]();
  return { state, follow, hint: () => pubsub.publish(CHANNEL, '') };
}

async function take(items: AsyncIterator<Item>, count: number): Promise<number[]> {
  const seqs: number[] = [];
  while (seqs.length < count) {
    const { done, value } = await items.next();
    if (done) throw new Error('it ended');
    seqs.push(Number(value.seq));
  }
  return seqs;
}

propertyTest.prop([fc.array(fc.record({ items: fc.integer({ min: 0, max: 7 }), hinted: fc.boolean() }))], {
  numRuns: 50,
})('every item is told once, in order, whichever hints are lost', async (commits) => {
  const { state, follow, hint } = inMemory(1);
  const items = follow();
  const total = commits.reduce((sum, commit) => sum + commit.items, 0);
  const told = take(items, total);
  for (const { items: count, hinted } of commits) {
    state.last += count;
    if (hinted) await hint();
  }
  expect(await told).toEqual(Array.from({ length: total }, (_none, index) => index + 1));
  await items.return?.();
});

test('a hint is enough: nobody waits for the next look', async () => {
  const { state, follow, hint } = inMemory(3_600_000);
  const items = follow();
  const first = items.next();
  state.last = 1;
  await hint();
  expect(await first).toEqual({ done: false, value: { seq: '1' } });
});

test('what could not be replayed is told before anything is read', async () => {
  const { state, follow } = inMemory(3_600_000);
  state.last = 5;
  const items = follow({ first: [{ seq: '3' }], after: '3' });
  expect((await items.next()).value).toEqual({ seq: '3' });
  expect(state.reads).toBe(0);
  expect(await take(items, 2)).toEqual([4, 5]);
});

test('nothing is read ahead of a reader that is slow', async () => {
  const { state, follow } = inMemory(1);
  state.last = 100;
  const items = follow();
  await take(items, 1);
  const reads = state.reads;
  state.last = 1_000;
  await take(items, 2);
  expect(state.reads).toBe(reads);
});

test('a reader that leaves while it waits is let go', async () => {
  const { state, follow } = inMemory(3_600_000);
  const items = follow();
  const waiting = items.next();
  await items.return?.();
  expect(await waiting).toEqual({ done: true, value: undefined });
  expect(await items.next()).toEqual({ done: true, value: undefined });
  expect(state.reads).toBeLessThanOrEqual(1);
});

test('one that never began to read is let go too, and its key is looked at no more', async () => {
  const { state, follow, hint } = inMemory(3_600_000);
  await follow().return?.();
  const looks = state.looks;
  await hint();
  expect(state.looks).toBe(looks);
});

test('reading goes on by itself when the database is back', async () => {
  const { state, follow } = inMemory(1);
  let failures = 3;
  state.fail = () => {
    if (failures === 0) return;
    failures -= 1;
    throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  };
  state.last = 2;
  expect(await take(follow(), 2)).toEqual([1, 2]);
});

test('any other failure ends the stream', async () => {
  const { state, follow } = inMemory(1);
  state.fail = () => {
    throw new Error('a fault');
  };
  const items = follow();
  await expect(items.next()).rejects.toThrow('a fault');
  expect(await items.next()).toEqual({ done: true, value: undefined });
});

test('one look serves all who follow', async () => {
  const { state, follow, hint } = inMemory(3_600_000);
  const readers = Array.from({ length: 50 }, () => follow());
  const told = Promise.all(readers.map((items) => take(items, 1)));
  state.last = 1;
  await hint();
  await told;
  expect(state.looks).toBeLessThan(5);
});
