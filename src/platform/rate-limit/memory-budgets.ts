import type { Spending } from './budget.ts';

const WINDOW_MS = 60_000;

/** Budgets in this process. All begin anew together, once a minute, so that nothing is kept of callers who went away. */
export function createMemoryBudgets(limit: number, now: () => number = Date.now) {
  let resetAtMs = 0;
  let spentBy = new Map<string, number>();
  return {
    /** Takes points, all or none. */
    spend(caller: string, points: number): Spending {
      if (now() >= resetAtMs) {
        spentBy = new Map();
        resetAtMs = now() + WINDOW_MS;
      }
      const spent = spentBy.get(caller) ?? 0;
      const granted = spent + points <= limit;
      if (granted) spentBy.set(caller, spent + points);
      return {
        granted,
        limit,
        remaining: limit - spent - (granted ? points : 0),
        resetAt: new Date(resetAtMs),
      };
    },
  };
}
