import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../platform/graphql/context.ts';
import { Rfq } from '../rfqs/index.ts';
import { Supplier, supplierBehindLoader, toSupplier } from '../suppliers/index.ts';
import { matchReportLoader } from './match-report.queries.ts';
import { MatchingReport, SuppressedSupplier } from './matching.type.ts';
import { suppressedLoader } from './suppressed.queries.ts';

@Resolver(() => Rfq)
export class RfqMatchingResolver {
  @FieldResolver(() => MatchingReport, {
    nullable: true,
    description: 'How its suppliers were found; null until it has been matched.',
  })
  matching(@Root() rfq: Rfq, @Ctx() context: GraphContext): Promise<MatchingReport | null> {
    return matchReportLoader(context).load(rfq.record.id);
  }
}

@Resolver(() => MatchingReport)
export class MatchingReportResolver {
  @FieldResolver(() => [SuppressedSupplier], {
    description:
      'Suppliers that would have been asked but for a decision against it: at most 100, best first.',
  })
  suppressed(@Root() { rfqId }: MatchingReport, @Ctx() context: GraphContext): Promise<SuppressedSupplier[]> {
    return suppressedLoader(context).load(rfqId);
  }
}

@Resolver(() => SuppressedSupplier)
export class SuppressedSupplierResolver {
  @FieldResolver(() => Supplier, { description: 'Which one.' })
  async supplier(
    @Root() { supplierId }: SuppressedSupplier,
    @Ctx() context: GraphContext,
  ): Promise<Supplier> {
    return toSupplier(await supplierBehindLoader(context).load(supplierId));
  }
}
