import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import { keyOf } from '../../platform/kernel/ids.ts';
import { commandContext, type GraphContext, requireActor, withKey } from '../../platform/graphql/context.ts';
import { payload, SAFE_TO_RETRY } from '../../platform/graphql/payload.ts';
import { type Connection, ConnectionArgs } from '../../platform/graphql/relay.ts';
import { registerPartner } from './commands/register-partner.ts';
import { setPartnerTerms } from './commands/set-partner-terms.ts';
import { updatePartner } from './commands/update-partner.ts';
import { listPartners } from './organisation-list.queries.ts';
import {
  RegisterPartnerInput,
  RegisterPartnerPayload,
  SetPartnerTermsInput,
  SetPartnerTermsPayload,
  UpdatePartnerInput,
  UpdatePartnerPayload,
} from './partner-input.type.ts';
import { costOfCapitalLoader, partnerLoader } from './partner.queries.ts';
import { seesTerms } from './partner.rules.ts';
import { Partner, PartnerConnection, PartnerTerms, toPartner } from './partner.type.ts';

/** Wraps a command: its partner is read again through the caller's eyes. */
const partnerPayload = (
  context: GraphContext,
  run: () => Promise<{ partnerId: string; replayed: boolean }>,
) =>
  payload(async () => {
    const { partnerId, replayed } = await run();
    const record = await partnerLoader(context).clear(partnerId).load(partnerId);
    return { partner: record && toPartner(record), replayed };
  });

@Resolver(() => Partner)
export class PartnerResolver {
  @Query(() => Partner, {
    nullable: true,
    description: 'A partner; null when it is absent or not yours to see.',
  })
  async partner(
    @Ctx() context: GraphContext,
    @Arg('id', () => ID, { description: 'Its global id.' }) id: string,
  ): Promise<Partner | null> {
    requireActor(context);
    const [partnerId] = keyOf('Partner', id, 1) ?? [];
    const record = partnerId === undefined ? null : await partnerLoader(context).load(partnerId);
    return record && toPartner(record);
  }

  @Query(() => PartnerConnection, {
    description: 'The partners that the caller may see, by name: operators all, others their own.',
  })
  partners(
    @Ctx() context: GraphContext,
    @Arg('search', () => String, {
      nullable: true,
      description: 'Part of a name, in any case, at most 200 characters.',
    })
    search: string | null,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<Partner>> {
    return listPartners(context, search ?? null, args);
  }

  @FieldResolver(() => PartnerTerms, {
    nullable: true,
    description: 'Its terms; null for all but its own people, its agents and operators.',
  })
  async terms(@Root() { record }: Partner, @Ctx() context: GraphContext): Promise<PartnerTerms | null> {
    if (!seesTerms(requireActor(context), record.id)) return null;
    return { costOfCapital: await costOfCapitalLoader(context).load(record.id) };
  }

  @Mutation(() => RegisterPartnerPayload, {
    description: `Adds a partner. For operators. ${SAFE_TO_RETRY}`,
  })
  registerPartner(
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('input', () => RegisterPartnerInput, { description: 'The partner.' }) input: RegisterPartnerInput,
  ) {
    return partnerPayload(context, () =>
      registerPartner(commandContext(context), withKey(context, info, input)),
    );
  }

  @Mutation(() => UpdatePartnerPayload, {
    description: `Changes a partner’s profile. For the partner itself and operators. ${SAFE_TO_RETRY}`,
  })
  updatePartner(
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('input', () => UpdatePartnerInput, { description: 'The changes.' }) input: UpdatePartnerInput,
  ) {
    return partnerPayload(context, () =>
      updatePartner(commandContext(context), withKey(context, info, input)),
    );
  }

  @Mutation(() => SetPartnerTermsPayload, {
    description: `Changes a partner’s terms. Comparisons of open requests follow at once, those of closed ones keep theirs. For the partner itself and operators. ${SAFE_TO_RETRY}`,
  })
  setPartnerTerms(
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('input', () => SetPartnerTermsInput, { description: 'The changes.' }) input: SetPartnerTermsInput,
  ) {
    return partnerPayload(context, () => {
      costOfCapitalLoader(context).clearAll();
      return setPartnerTerms(commandContext(context), withKey(context, info, input));
    });
  }
}
