import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Mutation, Resolver, Root } from 'type-graphql';
import { commandContext, type GraphContext, requireActor, withKey } from '../../platform/graphql/context.ts';
import { payload, SAFE_TO_RETRY } from '../../platform/graphql/payload.ts';
import { type Connection, ConnectionArgs } from '../../platform/graphql/relay.ts';
import { Partner, seesTerms } from '../identity/index.ts';
import { setSupplierStanding } from './commands/set-supplier-standing.ts';
import { findStandings, listOverlay, standingLoader } from './supplier-standing.queries.ts';
import { SupplierStanding } from './supplier-standing.rules.ts';
import {
  SetSupplierStandingInput,
  SetSupplierStandingPayload,
  type SupplierOverlayEntry,
  SupplierOverlayEntryConnection,
  SupplierOverlayFilter,
} from './supplier-standing.type.ts';
import { supplierLoader } from './supplier.queries.ts';
import { Supplier, toSupplier } from './supplier.type.ts';

@Resolver(() => Supplier)
export class SupplierStandingResolver {
  @FieldResolver(() => SupplierStanding, {
    nullable: true,
    description:
      'What the caller’s partner thinks of it, told to the partner’s people and agents; null for nothing, and for everybody else.',
  })
  standing(@Root() { record }: Supplier, @Ctx() context: GraphContext): Promise<SupplierStanding | null> {
    return standingLoader(context).load(record.id);
  }

  @Mutation(() => SetSupplierStandingPayload, {
    description: `Prefers or blocks a supplier for a partner’s buyers, or takes that back. For the partner itself and operators. ${SAFE_TO_RETRY}`,
  })
  setSupplierStanding(
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('input', () => SetSupplierStandingInput, { description: 'The supplier and its standing.' })
    input: SetSupplierStandingInput,
  ) {
    return payload(async () => {
      const { partnerId, supplierId, replayed } = await setSupplierStanding(
        commandContext(context),
        withKey(context, info, input),
      );
      standingLoader(context).clear(supplierId);
      const record = await supplierLoader(context).load(supplierId);
      const standings = await findStandings(context.db, partnerId, [supplierId]);
      return {
        supplier: record && toSupplier(record),
        standing: standings.get(supplierId) ?? null,
        replayed,
      };
    });
  }
}

@Resolver(() => Partner)
export class PartnerSupplierOverlayResolver {
  @FieldResolver(() => SupplierOverlayEntryConnection, {
    nullable: true,
    description:
      'The suppliers that it prefers or blocks, by name; null for all but its own people, its agents and operators.',
  })
  async supplierOverlay(
    @Root() { record }: Partner,
    @Ctx() context: GraphContext,
    @Arg('filter', () => SupplierOverlayFilter, { nullable: true, description: 'Which ones.' })
    filter: SupplierOverlayFilter | null,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<SupplierOverlayEntry> | null> {
    if (!seesTerms(requireActor(context), record.id)) return null;
    return listOverlay(context, record.id, filter ?? null, args);
  }
}
