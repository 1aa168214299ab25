import { Ctx, Query, Resolver } from 'type-graphql';
import type { EdgeContext } from './edge/edge-context.ts';
import { RateLimit } from './rate-limit.type.ts';

@Resolver()
export class RateLimitResolver {
  @Query(() => RateLimit, { description: 'What this request costs, and what its caller may still spend.' })
  rateLimit(@Ctx() { cost }: EdgeContext): RateLimit {
    if (cost === null) throw new Error('a query is executed that was not charged');
    return cost;
  }
}
