import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../platform/graphql/context.ts';
import { Buyer, Viewer } from '../identity/index.ts';
import { countRfqs, rfqCountsLoader } from './rfq-counts.queries.ts';
import { RfqCounts } from './rfq-list.type.ts';

@Resolver(() => Viewer)
export class ViewerRfqCountsResolver {
  @FieldResolver(() => RfqCounts, {
    nullable: true,
    description:
      'How many requests that the caller may see stand where: a buyer’s own, a partner’s and its agents’ those of all its buyers. Null for suppliers, who have `invitationCounts`.',
  })
  rfqCounts(@Root() { actor }: Viewer, @Ctx() context: GraphContext): Promise<RfqCounts> | null {
    return actor.role === 'SUPPLIER' ? null : countRfqs(context.db, actor);
  }
}

@Resolver(() => Buyer)
export class BuyerRfqCountsResolver {
  @FieldResolver(() => RfqCounts, { description: 'How many of its requests stand where.' })
  rfqCounts(@Root() { record }: Buyer, @Ctx() context: GraphContext): Promise<RfqCounts> {
    return rfqCountsLoader(context).load(record.id);
  }
}
