import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, Info, Mutation, Resolver, Root } from 'type-graphql';
import { isUuid } from '../../platform/kernel/ids.ts';
import { commandContext, type GraphContext, withKey } from '../../platform/graphql/context.ts';
import { payload } from '../../platform/graphql/payload.ts';
import { comparisonLoader } from '../comparison/index.ts';
import { Invitation, invitationLoader, toInvitation } from '../invitations/index.ts';
import { Quote, quoteKey, quoteLoader, toQuote } from '../quotes/index.ts';
import { rfqLinesLoader, rfqLoader, toRfq } from '../rfqs/index.ts';
import { Supplier, supplierBehindLoader, toSupplier } from '../suppliers/index.ts';
import { AwardRfqInput, ConfirmAwardInput, DeclareUnsuccessfulInput } from './award-input.type.ts';
import { awardLoader, awardsLoader } from './award.queries.ts';
import {
  Award,
  AwardLine,
  AwardRfqPayload,
  ConfirmAwardPayload,
  DeclareUnsuccessfulPayload,
  toAward,
  toAwardLines,
} from './award.type.ts';
import { awardRfq } from './commands/award-rfq.ts';
import { confirmAward } from './commands/confirm-award.ts';
import { declareUnsuccessful } from './commands/declare-unsuccessful.ts';

@Resolver(() => Award)
export class AwardResolver {
  @FieldResolver(() => Supplier, { description: 'Who gets it.' })
  async supplier(@Root() { record }: Award, @Ctx() context: GraphContext): Promise<Supplier> {
    return toSupplier(await supplierBehindLoader(context).load(record.supplierId));
  }

  @FieldResolver(() => Invitation, {
    description: 'The invitation that led to it, and through it the request.',
  })
  async invitation(@Root() { record }: Award, @Ctx() context: GraphContext): Promise<Invitation> {
    const { rfqId, supplierId } = record;
    const invitation = await invitationLoader(context).load({ rfqId, supplierId });
    if (!invitation) throw new Error('the invitation of an award cannot be read');
    return toInvitation(invitation);
  }

  @FieldResolver(() => Quote, { description: 'The quote that it is awarded on.' })
  async quote(@Root() { record }: Award, @Ctx() context: GraphContext): Promise<Quote> {
    const quote = await quoteLoader(context).load(quoteKey(record.rfqId, record.quoteId));
    if (!quote) throw new Error('the quote of an award cannot be read');
    return toQuote(quote);
  }

  @FieldResolver(() => [AwardLine], { description: 'How much of which lines.' })
  async lines(@Root() { record }: Award, @Ctx() context: GraphContext): Promise<AwardLine[]> {
    return toAwardLines(record, await rfqLinesLoader(context).load(record.rfqId));
  }

  @FieldResolver(() => Quote, {
    nullable: true,
    description:
      'Who could get it instead: for a lapsed award the best ranked quote without any award on the request; null otherwise, and for suppliers.',
  })
  async nextInLine(@Root() { record }: Award, @Ctx() context: GraphContext): Promise<Quote | null> {
    if (record.state !== 'LAPSED' || context.actor?.role === 'SUPPLIER') return null;
    const { rfqId } = record;
    const comparison = await comparisonLoader(context).load({ rfqId, policy: null });
    const awarded = new Set((await awardsLoader(context).load(rfqId)).map((award) => award.quoteId));
    const next = comparison?.result.entries.find(
      (entry) => entry.rank !== null && !awarded.has(entry.quoteId),
    );
    const quote = next && (await quoteLoader(context).load(quoteKey(rfqId, next.quoteId)));
    return quote ? toQuote(quote) : null;
  }

  @Mutation(() => AwardRfqPayload, {
    description:
      'Decides who gets what of a closed request: all to one quote, or split by line and quantity. Exactly one decision takes effect.',
  })
  awardRfq(
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('input', () => AwardRfqInput, { description: 'Who gets what.' }) input: AwardRfqInput,
  ) {
    return payload(async () => {
      const { rfqId, replayed } = await awardRfq(commandContext(context), withKey(context, info, input));
      const rfq = await rfqLoader(context).clear(rfqId).load(rfqId);
      const awards = await awardsLoader(context).clear(rfqId).load(rfqId);
      const latest = awards.filter((award) => award.round === awards.at(-1)?.round);
      return { rfq: rfq && toRfq(rfq), awards: latest.map(toAward), replayed };
    });
  }

  @Mutation(() => ConfirmAwardPayload, {
    description: 'Confirms an award as its supplier. Confirming again changes nothing.',
  })
  confirmAward(
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('input', () => ConfirmAwardInput, { description: 'Which award.' }) input: ConfirmAwardInput,
  ) {
    return payload(async () => {
      const { rfqId, awardId, replayed } = await confirmAward(
        commandContext(context),
        withKey(context, info, input),
      );
      const key = `${rfqId}:${awardId}`;
      const award = await awardLoader(context).clear(key).load(key);
      return { award: award && toAward(award), replayed };
    });
  }

  @Mutation(() => DeclareUnsuccessfulPayload, {
    description: 'Ends a closed request for which nobody, or nobody else, is to be awarded.',
  })
  declareUnsuccessful(
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('input', () => DeclareUnsuccessfulInput, { description: 'Which request.' })
    input: DeclareUnsuccessfulInput,
  ) {
    return payload(async () => {
      const { rfqId, replayed } = await declareUnsuccessful(
        commandContext(context),
        withKey(context, info, input),
      );
      const rfq = await rfqLoader(context).clear(rfqId).load(rfqId);
      return { rfq: rfq && toRfq(rfq), replayed };
    });
  }
}

/** An award by the parts of its global id, as the caller may read it. */
export async function loadAwardNode(
  context: GraphContext,
  [rfqId = '', awardId = '', ...rest]: readonly string[],
): Promise<Award | null> {
  if (!isUuid(rfqId) || !isUuid(awardId) || rest.length > 0) return null;
  const record = await awardLoader(context).load(`${rfqId}:${awardId}`);
  return record && toAward(record);
}
