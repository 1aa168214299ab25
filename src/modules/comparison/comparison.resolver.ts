import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Problems } from '../../platform/kernel/problems.ts';
import type { GraphContext } from '../../platform/graphql/context.ts';
import { type Connection, ConnectionArgs } from '../../platform/graphql/relay.ts';
import { Quote, quoteLoader, toQuote } from '../quotes/index.ts';
import { checkPolicy, ComparisonPolicyInput, policyOf, Rfq } from '../rfqs/index.ts';
import { toEntryPage, toQuoteComparison } from './comparison-view.ts';
import { comparisonLoader } from './comparison.queries.ts';
import { ComparisonEntry, ComparisonEntryConnection, QuoteComparison } from './comparison.type.ts';

@Resolver(() => Rfq)
export class RfqComparisonResolver {
  @FieldResolver(() => QuoteComparison, {
    nullable: true,
    complexity: 50,
    description:
      'Its opened quotes, ranked by their comparable landed cost; null while they are sealed. With another policy it answers “what if” and saves nothing.',
  })
  async comparison(
    @Root() rfq: Rfq,
    @Ctx() context: GraphContext,
    @Arg('policy', () => ComparisonPolicyInput, {
      nullable: true,
      description: 'How to compare, in place of the published policy.',
    })
    policy: ComparisonPolicyInput | null,
  ): Promise<QuoteComparison | null> {
    if (policy) {
      const problems = new Problems();
      checkPolicy(problems, policy, ['policy']);
      problems.throwIfAny();
    }
    const request = { rfqId: rfq.record.id, policy: policy && policyOf(policy) };
    const comparison = await comparisonLoader(context).load(request);
    return comparison && toQuoteComparison(comparison);
  }
}

@Resolver(() => QuoteComparison)
export class QuoteComparisonResolver {
  @FieldResolver(() => ComparisonEntryConnection, {
    description: 'The quotes in rank order; those without a rank last.',
  })
  entries(
    @Root() { comparison }: QuoteComparison,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Connection<ComparisonEntry> {
    return toEntryPage(comparison, args);
  }
}

@Resolver(() => ComparisonEntry)
export class ComparisonEntryResolver {
  @FieldResolver(() => Quote, { description: 'The quote.' })
  async quote(@Root() { quoteKey }: ComparisonEntry, @Ctx() context: GraphContext): Promise<Quote> {
    const record = await quoteLoader(context).load(quoteKey);
    if (!record) throw new Error('a compared quote cannot be read');
    return toQuote(record);
  }
}
