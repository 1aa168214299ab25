import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Mutation, Resolver, Root } from 'type-graphql';
import { commandContext, type GraphContext, requireActor, withKey } from '../../platform/graphql/context.ts';
import { payload, SAFE_TO_RETRY } from '../../platform/graphql/payload.ts';
import { type Connection, ConnectionArgs } from '../../platform/graphql/relay.ts';
import { Partner, seesTerms } from '../identity/index.ts';
import { deleteLogisticsRates } from './commands/delete-logistics-rates.ts';
import { setLogisticsRates } from './commands/set-logistics-rates.ts';
import {
  DeleteLogisticsRatesInput,
  DeleteLogisticsRatesPayload,
  LogisticsRateFilter,
  SetLogisticsRatesInput,
  SetLogisticsRatesPayload,
} from './partner-rate-input.type.ts';
import { listPartnerRates } from './partner-rate-list.queries.ts';
import { partnerRateLoader } from './partner-rate.queries.ts';
import { type LogisticsRate, LogisticsRateConnection, toLogisticsRate } from './partner-rate.type.ts';

@Resolver(() => Partner)
export class PartnerRatesResolver {
  @FieldResolver(() => LogisticsRateConnection, {
    nullable: true,
    description:
      'The freight and handling rates that it has set itself, by origin, destination and step; where it has none the engine’s hold. Null for all but its own people, its agents and operators.',
  })
  async logisticsRates(
    @Root() { record }: Partner,
    @Ctx() context: GraphContext,
    @Arg('filter', () => LogisticsRateFilter, { nullable: true, description: 'Which ones.' })
    filter: LogisticsRateFilter | null,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<LogisticsRate> | null> {
    if (!seesTerms(requireActor(context), record.id)) return null;
    return listPartnerRates(context, record.id, filter ?? null, args);
  }

  @Mutation(() => SetLogisticsRatesPayload, {
    description: `States what steps of journeys cost a partner’s buyers. Comparisons of open requests follow at once, those of closed ones keep theirs. For the partner itself and operators. ${SAFE_TO_RETRY}`,
  })
  setLogisticsRates(
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('input', () => SetLogisticsRatesInput, { description: 'The rates.' }) input: SetLogisticsRatesInput,
  ) {
    return payload(async () => {
      const { keys, replayed } = await setLogisticsRates(
        commandContext(context),
        withKey(context, info, input),
      );
      const loader = partnerRateLoader(context);
      const records = await Promise.all(keys.map((key) => loader.clear(key).load(key)));
      return {
        logisticsRates: records.flatMap((record) => (record ? [toLogisticsRate(record)] : [])),
        replayed,
      };
    });
  }

  @Mutation(() => DeleteLogisticsRatesPayload, {
    description: `Takes rates of a partner back; the engine’s hold in their place. For the partner itself and operators. ${SAFE_TO_RETRY}`,
  })
  deleteLogisticsRates(
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('input', () => DeleteLogisticsRatesInput, { description: 'The rates.' })
    input: DeleteLogisticsRatesInput,
  ) {
    return payload(async () => {
      const { replayed } = await deleteLogisticsRates(commandContext(context), withKey(context, info, input));
      return { deletedLogisticsRateIds: input.logisticsRateIds, replayed };
    });
  }
}
