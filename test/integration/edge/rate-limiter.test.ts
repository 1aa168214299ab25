import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, inject, test } from 'vitest';
import { findFreePort } from '../../../src/app/embedded/ports.ts';
import { startRedis } from '../../../src/app/embedded/redis.ts';
import { createRateLimiter, type RateLimiter } from '../../../src/platform/rate-limit/rate-limiter.ts';
import { createMemoryBudgets } from '../../../src/platform/rate-limit/memory-budgets.ts';
import { createLogger } from '../../../src/platform/telemetry/logger.ts';
import { waitUntil } from '../../support/wait-until.ts';

const log = createLogger('silent', 'test');
const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function ownRedis() {
  const folder = await mkdtemp(join(tmpdir(), 'rfq-limits-'));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  const port = await findFreePort();
  const start = async () => {
    const redis = await startRedis({ dataDir: folder, port, password: 'secret', temporary: true, log() {} });
    cleanups.push(() => redis.stop());
    return redis;
  };
  return { start, ...(await start()) };
}

async function limiterOn(
  redisUrl: string | undefined,
  pointsPerMinute: number,
  name = 'test',
): Promise<RateLimiter> {
  const limiter = await createRateLimiter({ redisUrl, name, pointsPerMinute }, log);
  cleanups.push(() => limiter.close());
  return limiter;
}

/** How many of so many requests are granted, asked of several limiters in turn, a thousand at a time. */
async function granted(limiters: readonly RateLimiter[], requests: number, points: number): Promise<number> {
  let count = 0;
  for (let from = 0; from < requests; from += 1_000) {
    const answers = await Promise.all(
      Array.from({ length: Math.min(1_000, requests - from) }, (_, index) =>
        (limiters[index % limiters.length] as RateLimiter).spend('buyer:1', points),
      ),
    );
    count += answers.filter((answer) => answer.granted).length;
  }
  return count;
}

describe.skipIf(inject('redisUrl') === null)('budgets in Redis', () => {
  test('are exact over four processes: of 10,000 requests at a limit of 1,000, 1,000 pass', async () => {
    const { url } = await ownRedis();
    const limiters = await Promise.all([1, 2, 3, 4].map(() => limiterOn(url, 1_000)));
    expect(await granted(limiters, 10_000, 1)).toBe(1_000);
  });

  test('are taken whole or not at all, so that what is left serves a cheaper request', async () => {
    const { url } = await ownRedis();
    const limiter = await limiterOn(url, 100);
    expect(await limiter.spend('a', 70)).toMatchObject({ granted: true, limit: 100, remaining: 30 });
    expect(await limiter.spend('a', 40)).toMatchObject({ granted: false, limit: 100, remaining: 30 });
    expect(await limiter.spend('a', 30)).toMatchObject({ granted: true, limit: 100, remaining: 0 });
  });

  test('end at one instant for all processes', async () => {
    const { url } = await ownRedis();
    const limiters = await Promise.all([1, 2].map(() => limiterOn(url, 100)));
    const answers = await Promise.all([...limiters, ...limiters].map((limiter) => limiter.spend('a', 1)));
    expect(new Set(answers.map(({ resetAt }) => resetAt.getTime())).size).toBe(1);
  });

  test('are kept apart by caller and by installation', async () => {
    const { url } = await ownRedis();
    const [here, there] = [await limiterOn(url, 10, 'here'), await limiterOn(url, 10, 'there')];
    await here.spend('a', 10);
    expect(await here.spend('b', 10)).toMatchObject({ granted: true });
    expect(await there.spend('a', 10)).toMatchObject({ granted: true });
  });

  test('are counted by each process alone while Redis is down, and shared again when it is back', async () => {
    const redis = await ownRedis();
    const limiters = await Promise.all([1, 2].map(() => limiterOn(redis.url, 100)));
    await granted(limiters, 20, 10);
    await redis.stop();
    expect(await granted(limiters, 400, 1)).toBe(200);

    await redis.start();
    await waitUntil('Redis to count again', async () => {
      const answer = await limiters[0]?.spend('buyer:2', 0);
      return answer?.remaining === 100 ? true : JSON.stringify(answer);
    });
    await waitUntil('both to share a budget', async () => {
      await limiters[0]?.spend('buyer:3', 1);
      const [first, second] = await Promise.all(limiters.map((limiter) => limiter.spend('buyer:3', 0)));
      return first?.remaining === second?.remaining ? true : JSON.stringify([first, second]);
    });
  });

  test('are counted alone while Redis hangs, and nobody waits for it twice', async () => {
    const redis = await ownRedis();
    const limiter = await limiterOn(redis.url, 100);
    process.kill(redis.pid, 'SIGSTOP');
    try {
      expect(await granted([limiter], 150, 1)).toBe(100);
    } finally {
      process.kill(redis.pid, 'SIGCONT');
    }
  });
});

describe('budgets in a process', () => {
  test('are exact without Redis', async () => {
    expect(await granted([await limiterOn(undefined, 100)], 500, 3)).toBe(33);
  });

  test('stand from the start where Redis is not there at the start', async () => {
    const limiter = await limiterOn(`redis://127.0.0.1:${await findFreePort()}`, 100);
    expect(await granted([limiter], 150, 1)).toBe(100);
  });

  test('are whole again after a minute', () => {
    let nowMs = 1_000;
    const budgets = createMemoryBudgets(10, () => nowMs);
    expect(budgets.spend('a', 10)).toMatchObject({ granted: true, remaining: 0, resetAt: new Date(61_000) });
    nowMs = 60_999;
    expect(budgets.spend('a', 1)).toMatchObject({ granted: false });
    nowMs = 61_000;
    expect(budgets.spend('a', 1)).toMatchObject({ granted: true, remaining: 9, resetAt: new Date(121_000) });
  });
});
