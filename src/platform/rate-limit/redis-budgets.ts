import { Redis, type Result } from 'ioredis';
import type { Logger } from '../telemetry/logger.ts';
import type { Spending } from './budget.ts';

const WINDOW_MS = 60_000;

/** A Redis that does not answer for so long counts as away. Longer than a busy process is late to read an answer. */
const PATIENCE_MS = 2_000;

/**
 * Takes points from one caller's budget, all or none, in one step whoever else asks. Answers whether, what has been
 * spent, and when the window ends by the clock of Redis, which is the same for all processes.
 */
const SPEND = `
redis.call('SET', KEYS[1], 0, 'PX', ARGV[3], 'NX')
local spent = tonumber(redis.call('GET', KEYS[1]))
local granted = spent + ARGV[1] <= tonumber(ARGV[2])
if granted then spent = redis.call('INCRBY', KEYS[1], ARGV[1]) end
return { granted and 1 or 0, spent, redis.call('PEXPIRETIME', KEYS[1]) }`;

declare module 'ioredis' {
  interface RedisCommander<Context> {
    spendBudget(
      key: string,
      points: number,
      limit: number,
      windowMs: number,
    ): Result<[granted: number, spent: number, resetAtMs: number], Context>;
  }
}

/** Budgets in Redis, shared by all processes. A caller's minute begins with its first request. */
export async function createRedisBudgets(url: string, name: string, limit: number, log: Logger) {
  const redis = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 2_000,
    commandTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS, // a hung connection is given up, so that the next requests do not wait for it too
    retryStrategy: (attempt) => Math.min(attempt * 100, 2_000),
  });
  redis.on('error', (error) => log.debug({ err: error }, 'rate limit connection'));
  redis.defineCommand('spendBudget', { numberOfKeys: 1, lua: SPEND });
  await redis.connect().catch(() => {}); // tried again for as long as it takes
  return {
    /** Takes points, all or none. Throws while Redis is away. */
    async spend(caller: string, points: number): Promise<Spending> {
      const key = `${name}:budget:${caller}`;
      const [granted, spent, resetAtMs] = await redis.spendBudget(key, points, limit, WINDOW_MS);
      return {
        granted: granted === 1,
        limit,
        remaining: Math.max(0, limit - spent),
        resetAt: new Date(resetAtMs),
      };
    },
    close: () => redis.disconnect(),
  };
}
