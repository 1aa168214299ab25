import type { Cost } from './admit-operation.ts';

/** A caller's budget is per minute. */
const WINDOW_SECONDS = 60;

/** Whole seconds until the budget is whole again; at least 1. */
export const secondsUntilReset = ({ resetAt }: Cost): number =>
  Math.max(1, Math.ceil((resetAt.getTime() - Date.now()) / 1_000));

/** Cost and budget as headers: `RateLimit` and `RateLimit-Policy` of the IETF draft, and what this request cost. */
export const costHeaders = (cost: Cost): Readonly<Record<string, string>> => ({
  'ratelimit-policy': `"minute";q=${cost.limit};w=${WINDOW_SECONDS}`,
  ratelimit: `"minute";r=${cost.remaining};t=${secondsUntilReset(cost)}`,
  'x-query-cost': String(cost.requested),
});
