import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { startRedis } from '../../../src/app/embedded/redis.ts';
import { expectRefusal, get, post } from '../../contract/wire.ts';
import { createDatabase } from '../../support/database.ts';
import { POST_RFQ, rfqInput } from '../../support/rfq-input.ts';
import { startWorld, type World } from '../../support/world.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

const limits = (points: number) => ({
  RATE_LIMIT_POINTS_PER_MINUTE: String(points),
  MAX_QUERY_COST: String(Math.min(points, 10_000)),
});

async function worldWith(options: Parameters<typeof startWorld>[0]): Promise<World> {
  const world = await startWorld({ worker: false, ...options });
  cleanups.push(() => world.stop());
  return world;
}

async function ownRedis() {
  const folder = await mkdtemp(join(tmpdir(), 'rfq-budgets-'));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  const redis = await startRedis({ dataDir: folder, temporary: true, log() {} });
  cleanups.push(() => redis.stop());
  return redis;
}

const QUERY = { query: '{ __typename }' };

describe('a caller that has spent its budget', () => {
  test('is refused with 429 and told when to come back, on POST and GET, whoever of its people asks', async () => {
    const world = await worldWith({ env: limits(10) });
    const { token } = world.partner;
    for (let paid = 0; paid < 10; paid += 1) expect((await post(world.url, token, QUERY)).status).toBe(200);
    for (const answer of [
      await post(world.url, token, QUERY),
      await get(world.url, token, QUERY),
      await post(world.url, world.agent.token, QUERY),
    ]) {
      expect(answer.status).toBe(429);
      expect(expectRefusal(answer)).toEqual(['RATE_LIMITED']);
      expect(answer.body.extensions.cost).toMatchObject({ requested: 1, limit: 10, remaining: 0 });
      const seconds = Number(answer.headers.get('retry-after'));
      expect(seconds).toBeGreaterThanOrEqual(1);
      expect(answer.headers.get('ratelimit')).toBe(`"minute";r=0;t=${seconds}`);
    }
    for (const other of [world.otherPartner, world.buyer, world.operator, world.anonymous])
      expect((await post(world.url, other.token, QUERY)).status).toBe(200);
  });

  test('is refused what it cannot pay, and keeps what it has for something cheaper', async () => {
    const world = await worldWith({ env: limits(30) });
    const list = (first: number) => ({ query: `{ units(first: ${first}) { nodes { code } } }` });
    expect((await post(world.url, world.buyer.token, list(19))).body.extensions.cost.remaining).toBe(10);
    const refused = await post(world.url, world.buyer.token, list(10));
    expect(expectRefusal(refused)).toEqual(['RATE_LIMITED']);
    expect(refused.body.extensions.cost).toMatchObject({ requested: 11, remaining: 10 });
    expect((await post(world.url, world.buyer.token, list(9))).body.extensions.cost.remaining).toBe(0);
  });

  test('is refused bad documents too', async () => {
    const world = await worldWith({ env: limits(3) });
    const codes: string[] = [];
    for (let sent = 0; sent < 5; sent += 1)
      codes.push(...expectRefusal(await post(world.url, world.buyer.token, { query: '{ nothing }' })));
    expect(codes).toEqual([
      ...Array<string>(3).fill('GRAPHQL_VALIDATION_FAILED'),
      'RATE_LIMITED',
      'RATE_LIMITED',
    ]);
  });
});

describe.skipIf(inject('redisUrl') === null)('with Redis', () => {
  test('four servers share a budget exactly: of 1,000 requests at a limit of 100, 100 are executed', async () => {
    const [redis, database] = [await ownRedis(), await createDatabase()];
    cleanups.push(() => database.drop());
    const options = { ownRedisUrl: redis.url, ownDatabaseUrl: database.url, env: limits(100) };
    const servers = await Promise.all([1, 2, 3, 4].map(() => worldWith(options)));
    const statuses: number[] = [];
    for (let from = 0; from < 1_000; from += 40) {
      const wave = Array.from({ length: 40 }, (_, index) => servers[index % 4]);
      const answers = await Promise.all(
        wave.map((server) => post(server?.url ?? '', server?.buyer.token ?? null, QUERY)),
      );
      statuses.push(...answers.map(({ status }) => status));
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(100);
    expect(statuses.filter((status) => status === 429)).toHaveLength(900);
  });

  test('while it is down, mutations are answered and budgets hold', async () => {
    const redis = await ownRedis();
    const world = await worldWith({ ownRedisUrl: redis.url, env: limits(100) });
    await post(world.url, world.buyer.token, { query: '{ units(first: 89) { nodes { code } } }' });
    await redis.stop();
    const answers = [];
    for (let sent = 0; sent < 8; sent += 1)
      answers.push(await world.buyer.gql(POST_RFQ, { input: rfqInput() }));
    const posted = answers.filter(({ data }) => data?.postRfq?.userErrors.length === 0);
    const refused = answers.filter(({ errors }) => errors?.[0]?.extensions.code === 'RATE_LIMITED');
    expect(posted.length).toBeGreaterThan(0);
    expect(refused.length).toBeGreaterThan(0);
    expect(posted.length + refused.length).toBe(8);
  });
});

describe('introspection where it is for partners', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ worker: false, env: { INTROSPECTION: 'partners' } });
  });
  afterAll(() => world.stop());
  const SCHEMA = { query: 'query { ...F } fragment F on Query { ... { __schema { queryType { name } } } }' };

  test('is answered to partners and operators', async () => {
    for (const { token } of [world.partner, world.operator])
      expect((await post(world.url, token, SCHEMA)).body.data).toEqual({
        __schema: { queryType: { name: 'Query' } },
      });
  });

  test('is refused to all others, on POST and GET', async () => {
    for (const { token } of [world.buyer, world.agent, world.anonymous]) {
      for (const answer of [await post(world.url, token, SCHEMA), await get(world.url, token, SCHEMA)]) {
        expect(answer.status).toBe(403);
        expect(expectRefusal(answer)).toEqual(['INTROSPECTION_FORBIDDEN']);
      }
    }
  });
});
