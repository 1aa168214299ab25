import { Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { type GraphContext, requireActor } from '../../platform/graphql/context.ts';
import { buyerLoader } from './buyer.queries.ts';
import { Buyer, toBuyer } from './buyer.type.ts';
import { partnerLoader } from './partner.queries.ts';
import { Partner, toPartner } from './partner.type.ts';
import { Viewer } from './viewer.type.ts';

@Resolver(() => Viewer)
export class ViewerResolver {
  @Query(() => Viewer, { description: 'Who is calling. Needs a bearer token, as does everything else.' })
  viewer(@Ctx() context: GraphContext): Viewer {
    const actor = requireActor(context);
    return { role: actor.role, actor };
  }

  @FieldResolver(() => Partner, {
    nullable: true,
    description: 'The partner that the caller belongs to; null for suppliers and operators.',
  })
  async partner(@Root() { actor }: Viewer, @Ctx() context: GraphContext): Promise<Partner | null> {
    if (!('partnerId' in actor)) return null;
    const record = await partnerLoader(context).load(actor.partnerId);
    return record && toPartner(record);
  }

  @FieldResolver(() => Buyer, {
    nullable: true,
    description: 'The buying organisation that the caller belongs to; null for every role but `BUYER`.',
  })
  async buyer(@Root() { actor }: Viewer, @Ctx() context: GraphContext): Promise<Buyer | null> {
    if (actor.role !== 'BUYER') return null;
    const record = await buyerLoader(context).load(actor.buyerId);
    return record && toBuyer(record);
  }
}
