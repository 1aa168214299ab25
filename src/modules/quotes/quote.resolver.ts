import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, Info, Mutation, Resolver, Root } from 'type-graphql';
import { commandContext, type GraphContext, withKey } from '../../platform/graphql/context.ts';
import { payload } from '../../platform/graphql/payload.ts';
import { Invitation, invitationLoader, invitationNotFound, toInvitation } from '../invitations/index.ts';
import { Rfq, RfqLine, rfqLoader, toRfq } from '../rfqs/index.ts';
import { Supplier, supplierBehindLoader, toSupplier } from '../suppliers/index.ts';
import { reviseQuote } from './commands/revise-quote.ts';
import { submitQuote } from './commands/submit-quote.ts';
import { withdrawQuote } from './commands/withdraw-quote.ts';
import type { DecidedQuote } from './quote-decision.ts';
import { ReviseQuoteInput, SubmitQuoteInput, WithdrawQuoteInput } from './quote-input.type.ts';
import { askedLinesLoader, quoteLinesLoader } from './quote-line.queries.ts';
import { QuoteLine, toQuoteLines } from './quote-line.type.ts';
import { ReviseQuotePayload, SubmitQuotePayload, WithdrawQuotePayload } from './quote-payload.type.ts';
import { quoteKey, quoteLoader, type RevisionRecord, revisionsLoader } from './quote.queries.ts';
import { Quote, QuoteRevision, toQuote, toQuoteRevision } from './quote.type.ts';

/** Wraps a command: its quote is read again through the caller's eyes. */
const quotePayload = (context: GraphContext, run: () => Promise<DecidedQuote>) =>
  payload(async () => {
    const { rfqId, quoteId, replayed } = await run();
    const key = quoteKey(rfqId, quoteId);
    const record = await quoteLoader(context).clear(key).load(key);
    return { quote: record && toQuote(record), replayed };
  });

const linesOf = async (record: RevisionRecord, context: GraphContext): Promise<QuoteLine[]> =>
  toQuoteLines(await quoteLinesLoader(context).load(record), record);

@Resolver(() => Quote)
export class QuoteResolver {
  @FieldResolver(() => [QuoteLine], {
    description: 'The answers to the asked lines, in the supplier’s order.',
  })
  lines(@Root() { record }: Quote, @Ctx() context: GraphContext): Promise<QuoteLine[]> {
    return linesOf(record, context);
  }

  @FieldResolver(() => [QuoteRevision], { description: 'All its revisions, newest first.' })
  async revisions(@Root() { record }: Quote, @Ctx() context: GraphContext): Promise<QuoteRevision[]> {
    const revisions = await revisionsLoader(context).load(quoteKey(record.rfqId, record.quoteId));
    return revisions.map(toQuoteRevision);
  }

  @FieldResolver(() => Supplier, { description: 'Who quotes.' })
  async supplier(@Root() { record }: Quote, @Ctx() context: GraphContext): Promise<Supplier> {
    return toSupplier(await supplierBehindLoader(context).load(record.supplierId));
  }

  @FieldResolver(() => Invitation, { description: 'What it answers.' })
  async invitation(@Root() { record }: Quote, @Ctx() context: GraphContext): Promise<Invitation> {
    const invitation = await invitationLoader(context).load(record);
    if (!invitation) throw invitationNotFound();
    return toInvitation(invitation);
  }

  @FieldResolver(() => Rfq, {
    nullable: true,
    description: 'The request; null for suppliers, who see it through their invitation.',
  })
  async rfq(@Root() { record }: Quote, @Ctx() context: GraphContext): Promise<Rfq | null> {
    const rfq = await rfqLoader(context).load(record.rfqId);
    return rfq && toRfq(rfq);
  }

  @Mutation(() => SubmitQuotePayload, {
    description: 'Quotes on an invitation while the request is open: once, or again after withdrawing.',
  })
  submitQuote(
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('input', () => SubmitQuoteInput, { description: 'The quote.' }) input: SubmitQuoteInput,
  ) {
    return quotePayload(context, () => submitQuote(commandContext(context), withKey(context, info, input)));
  }

  @Mutation(() => ReviseQuotePayload, {
    description: 'Replaces a quote by a new revision while the request is open. Older revisions are kept.',
  })
  reviseQuote(
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('input', () => ReviseQuoteInput, { description: 'The whole new content.' }) input: ReviseQuoteInput,
  ) {
    return quotePayload(context, () => reviseQuote(commandContext(context), withKey(context, info, input)));
  }

  @Mutation(() => WithdrawQuotePayload, { description: 'Takes a quote back while the request is open.' })
  withdrawQuote(
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('input', () => WithdrawQuoteInput, { description: 'Which quote.' }) input: WithdrawQuoteInput,
  ) {
    return quotePayload(context, () => withdrawQuote(commandContext(context), withKey(context, info, input)));
  }
}

@Resolver(() => QuoteRevision)
export class QuoteRevisionResolver {
  @FieldResolver(() => [QuoteLine], {
    description: 'The answers to the asked lines, in the supplier’s order.',
  })
  lines(@Root() { record }: QuoteRevision, @Ctx() context: GraphContext): Promise<QuoteLine[]> {
    return linesOf(record, context);
  }
}

@Resolver(() => QuoteLine)
export class QuoteLineResolver {
  @FieldResolver(() => RfqLine, { description: 'The asked line.' })
  async line(@Root() { asked }: QuoteLine, @Ctx() context: GraphContext): Promise<RfqLine | undefined> {
    return (await askedLinesLoader(context).load(asked.rfqId)).get(asked.lineNo);
  }
}
