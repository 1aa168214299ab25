import { Arg, Args, Ctx, Query, Resolver } from 'type-graphql';
import { type GraphContext, requireActor } from '../../platform/graphql/context.ts';
import { UnitCodeScalar } from '../../platform/graphql/scalars.ts';
import { type Connection, ConnectionArgs, pageOfList } from '../../platform/graphql/relay.ts';
import { checkLookup } from './lookup.rules.ts';
import { searchUnits, unitLoader } from './unit.queries.ts';
import { Unit, UnitConnection } from './unit.type.ts';

@Resolver(() => Unit)
export class UnitResolver {
  @Query(() => Unit, { nullable: true, description: 'A unit by its code; null when there is none.' })
  unit(
    @Ctx() context: GraphContext,
    @Arg('code', () => UnitCodeScalar, { description: 'Its code, such as "KGM".' }) code: string,
  ): Promise<Unit | null> {
    requireActor(context);
    return unitLoader(context).load(code);
  }

  @Query(() => UnitConnection, {
    description: 'The units of measure that quantities can be stated in, by name.',
  })
  async units(
    @Ctx() context: GraphContext,
    @Arg('search', () => String, {
      nullable: true,
      description: 'A code, its beginning, a symbol, or part of a name; an exact code or symbol comes first.',
    })
    search: string | null,
    @Arg('dimension', () => String, {
      nullable: true,
      description: 'Only what measures this, such as "MASS".',
    })
    dimension: string | null,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<Unit>> {
    requireActor(context);
    checkLookup({ search, dimension });
    const units = await searchUnits(context.db, { search: search ?? null, dimension: dimension ?? null });
    return pageOfList<Unit>('units', units, args, (unit) => unit.code);
  }
}
