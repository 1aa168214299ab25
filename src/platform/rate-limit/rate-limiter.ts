import type { Logger } from '../telemetry/logger.ts';
import type { Spending } from './budget.ts';
import { createMemoryBudgets } from './memory-budgets.ts';
import { createRedisBudgets } from './redis-budgets.ts';

/** Budgets of callers, per minute. */
export interface RateLimiter {
  /** Takes points from a caller's budget: all of them, or none when fewer are left. Never throws. */
  spend(caller: string, points: number): Promise<Spending>;
  close(): void;
}

export interface RateLimiterOptions {
  readonly redisUrl: string | undefined;
  /** Keeps installations that share a Redis apart. */
  readonly name: string;
  readonly pointsPerMinute: number;
}

/**
 * Budgets that are exact over all processes while Redis answers. While it does not, and where there is none, each
 * process keeps them alone: service goes on, and a caller may spend its budget once per process. Waits for the first
 * attempt to reach Redis, two seconds at most.
 */
export async function createRateLimiter(options: RateLimiterOptions, log: Logger): Promise<RateLimiter> {
  const { redisUrl, name, pointsPerMinute } = options;
  const alone = createMemoryBudgets(pointsPerMinute);
  if (redisUrl === undefined)
    return { spend: async (caller, points) => alone.spend(caller, points), close() {} };
  const shared = await createRedisBudgets(redisUrl, name, pointsPerMinute, log);
  let isAway = false;
  return {
    async spend(caller, points) {
      try {
        const spending = await shared.spend(caller, points);
        if (isAway) log.info({}, 'rate limits are shared again');
        isAway = false;
        return spending;
      } catch (error) {
        if (!isAway)
          log.warn({ err: error }, 'rate limits are kept by each process alone while Redis is away');
        isAway = true;
        return alone.spend(caller, points);
      }
    },
    close: shared.close,
  };
}
