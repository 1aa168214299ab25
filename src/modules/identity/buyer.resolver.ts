import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import { keyOf } from '../../platform/kernel/ids.ts';
import { commandContext, type GraphContext, requireActor, withKey } from '../../platform/graphql/context.ts';
import { payload, SAFE_TO_RETRY } from '../../platform/graphql/payload.ts';
import { type Connection, ConnectionArgs } from '../../platform/graphql/relay.ts';
import {
  BuyerFilter,
  RegisterBuyerInput,
  RegisterBuyerPayload,
  UpdateBuyerInput,
  UpdateBuyerPayload,
} from './buyer-input.type.ts';
import { buyerLoader } from './buyer.queries.ts';
import { Buyer, BuyerConnection, toBuyer } from './buyer.type.ts';
import { registerBuyer } from './commands/register-buyer.ts';
import { updateBuyer } from './commands/update-buyer.ts';
import { listBuyers } from './organisation-list.queries.ts';
import { partnerBehindLoader } from './partner.queries.ts';
import { Partner, toPartner } from './partner.type.ts';

/** Wraps a command: its buyer is read again through the caller's eyes. */
const buyerPayload = (context: GraphContext, run: () => Promise<{ buyerId: string; replayed: boolean }>) =>
  payload(async () => {
    const { buyerId, replayed } = await run();
    const record = await buyerLoader(context).clear(buyerId).load(buyerId);
    return { buyer: record && toBuyer(record), replayed };
  });

@Resolver(() => Buyer)
export class BuyerResolver {
  @Query(() => Buyer, {
    nullable: true,
    description: 'A buyer; null when it is absent or not yours to see.',
  })
  async buyer(
    @Ctx() context: GraphContext,
    @Arg('id', () => ID, { description: 'Its global id.' }) id: string,
  ): Promise<Buyer | null> {
    requireActor(context);
    const [buyerId] = keyOf('Buyer', id, 1) ?? [];
    const record = buyerId === undefined ? null : await buyerLoader(context).load(buyerId);
    return record && toBuyer(record);
  }

  @FieldResolver(() => Partner, { description: 'The front end that the buyer came through.' })
  async partner(@Root() buyer: Buyer, @Ctx() context: GraphContext): Promise<Partner> {
    return toPartner(await partnerBehindLoader(context).load(buyer.record.partnerId));
  }

  @Mutation(() => RegisterBuyerPayload, {
    description: `Adds a buying organisation to a partner. For the partner itself and operators. ${SAFE_TO_RETRY}`,
  })
  registerBuyer(
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('input', () => RegisterBuyerInput, { description: 'The buyer.' }) input: RegisterBuyerInput,
  ) {
    return buyerPayload(context, () => registerBuyer(commandContext(context), withKey(context, info, input)));
  }

  @Mutation(() => UpdateBuyerPayload, {
    description: `Changes a buyer’s profile. For the buyer itself, its partner and operators. ${SAFE_TO_RETRY}`,
  })
  updateBuyer(
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('input', () => UpdateBuyerInput, { description: 'The changes.' }) input: UpdateBuyerInput,
  ) {
    return buyerPayload(context, () => updateBuyer(commandContext(context), withKey(context, info, input)));
  }
}

@Resolver(() => Partner)
export class PartnerBuyersResolver {
  @FieldResolver(() => BuyerConnection, {
    description: 'Its buyers that the caller may see, by name; a buyer sees itself alone.',
  })
  buyers(
    @Root() { record }: Partner,
    @Ctx() context: GraphContext,
    @Arg('search', () => String, {
      nullable: true,
      description: 'Part of a name, in any case, at most 200 characters.',
    })
    search: string | null,
    @Arg('filter', () => BuyerFilter, { nullable: true, description: 'Which ones.' })
    filter: BuyerFilter | null,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<Buyer>> {
    const actor = requireActor(context);
    return listBuyers(context, record.id, { actor, search: search ?? null, filter: filter ?? null }, args);
  }
}
