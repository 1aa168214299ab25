import { Field, ObjectType } from 'type-graphql';
import { MutationPayload, UserError } from '../../platform/graphql/payload.ts';
import { Quote } from './quote.type.ts';

abstract class QuotePayload extends MutationPayload {
  quote!: Quote | null;
}

/** Each mutation has a payload type of its own, so that it can grow by itself. */
function payloadOf(name: string, description: string): new () => QuotePayload {
  @ObjectType(name, { implements: MutationPayload, simpleResolvers: true, description })
  class Payload extends QuotePayload {
    @Field(() => Quote, {
      nullable: true,
      description: 'The quote as it is now; null when there are `userErrors`.',
    })
    declare quote: Quote | null;

    @Field(() => [UserError], {
      description: 'Empty when the mutation took place; else nothing was changed.',
    })
    declare userErrors: UserError[];

    @Field(() => Boolean, { description: 'Whether the idempotency key had been used before.' })
    declare replayed: boolean;
  }
  return Payload;
}

export const SubmitQuotePayload = payloadOf('SubmitQuotePayload', 'The submitted quote.');
export const ReviseQuotePayload = payloadOf('ReviseQuotePayload', 'The revised quote.');
export const WithdrawQuotePayload = payloadOf('WithdrawQuotePayload', 'The withdrawn quote.');
