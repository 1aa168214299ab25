import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { isUuid } from '../../platform/kernel/ids.ts';
import type { GraphContext } from '../../platform/graphql/context.ts';
import { type Connection, ConnectionArgs } from '../../platform/graphql/relay.ts';
import { Invitation } from '../invitations/index.ts';
import { Rfq } from '../rfqs/index.ts';
import { QuoteFilter, QuoteOrder } from './quote-list.type.ts';
import { listQuotes } from './quote-page.queries.ts';
import { quoteKey, quoteLoader, quotesByInvitationLoader } from './quote.queries.ts';
import { Quote, QuoteConnection, toQuote } from './quote.type.ts';

@Resolver(() => Rfq)
export class RfqQuotesResolver {
  @FieldResolver(() => QuoteConnection, {
    description:
      'The quotes, in order of their first submission unless ordered otherwise. Empty until a sealed request is opened, whoever has quoted.',
  })
  quotes(
    @Root() { record }: Rfq,
    @Ctx() context: GraphContext,
    @Arg('filter', () => QuoteFilter, { nullable: true, description: 'Which ones.' })
    filter: QuoteFilter | null,
    @Arg('orderBy', () => QuoteOrder, { nullable: true, description: 'In which order.' })
    orderBy: QuoteOrder | null,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<Quote>> {
    return listQuotes(context, record.id, filter ?? {}, orderBy ?? 'SUBMITTED_AT_ASC', args);
  }
}

@Resolver(() => Invitation)
export class InvitationQuoteResolver {
  @FieldResolver(() => Quote, {
    nullable: true,
    description:
      'The quote that answers it; null when there is none, and for the buyer’s side until quotes are open.',
  })
  async quote(@Root() { record }: Invitation, @Ctx() context: GraphContext): Promise<Quote | null> {
    const quote = await quotesByInvitationLoader(context).load(quoteKey(record.rfqId, record.supplierId));
    return quote && toQuote(quote);
  }
}

/** A quote by its global id's key, for whoever may read it. */
export async function loadQuoteNode(
  context: GraphContext,
  [rfqId = '', quoteId = '', ...rest]: readonly string[],
): Promise<Quote | null> {
  if (!isUuid(rfqId) || !isUuid(quoteId) || rest.length > 0) return null;
  const record = await quoteLoader(context).load(quoteKey(rfqId, quoteId));
  return record && toQuote(record);
}
