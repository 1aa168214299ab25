import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../platform/graphql/context.ts';
import { Buyer } from './buyer.type.ts';
import { partnerBehindLoader } from './partner.queries.ts';
import { Partner, toPartner } from './partner.type.ts';

@Resolver(() => Buyer)
export class BuyerResolver {
  @FieldResolver(() => Partner, { description: 'The front end that the buyer came through.' })
  async partner(@Root() buyer: Buyer, @Ctx() context: GraphContext): Promise<Partner> {
    return toPartner(await partnerBehindLoader(context).load(buyer.record.partnerId));
  }
}
