import { Field, Int, ObjectType } from 'type-graphql';
import type { EventDefinition } from '../../platform/outbox/define-event.ts';
import { defineActivity, RfqEvent, type RfqEventKind } from '../rfqs/index.ts';
import { quoteRevised, quoteSubmitted, quoteWithdrawn } from './quote.events.ts';
import { quoteKey, quoteLoader } from './quote.queries.ts';
import { Quote, toQuote } from './quote.type.ts';

@ObjectType({
  implements: RfqEvent,
  simpleResolvers: true,
  description: 'A supplier acted on its quote: QUOTE_SUBMITTED, QUOTE_REVISED or QUOTE_WITHDRAWN.',
})
export class RfqQuoteEvent extends RfqEvent {
  @Field(() => Quote, { description: 'The quote, as it is now.' })
  quote!: Quote;

  @Field(() => Int, { description: 'The version of the quote that the event is about.' })
  quoteVersion!: number;
}

type QuoteFact = EventDefinition<{ rfqId: string; quoteId: string; version: number }>;

const quoteActivity = (fact: QuoteFact, kind: RfqEventKind) =>
  defineActivity(fact, {
    kind,
    type: RfqQuoteEvent,
    tellsOfAnswers: true,
    fields: (context, { rfqId, quoteId, version }) => ({
      quoteVersion: version,
      quote: async () => {
        const record = await quoteLoader(context).load(quoteKey(rfqId, quoteId));
        if (!record) throw new Error('the quote of a told fact cannot be read');
        return toQuote(record);
      },
    }),
  });

export const quoteActivities = [
  quoteActivity(quoteSubmitted, 'QUOTE_SUBMITTED'),
  quoteActivity(quoteRevised, 'QUOTE_REVISED'),
  quoteActivity(quoteWithdrawn, 'QUOTE_WITHDRAWN'),
];
