import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../platform/graphql/context.ts';
import { Rfq } from '../rfqs/index.ts';
import { matchReportLoader } from './match-report.queries.ts';
import { MatchingReport } from './matching.type.ts';

@Resolver(() => Rfq)
export class MatchingResolver {
  @FieldResolver(() => MatchingReport, {
    nullable: true,
    description: 'How its suppliers were found; null until it has been matched.',
  })
  matching(@Root() rfq: Rfq, @Ctx() context: GraphContext): Promise<MatchingReport | null> {
    return matchReportLoader(context).load(rfq.record.id);
  }
}
