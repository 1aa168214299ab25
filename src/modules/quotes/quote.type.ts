import { Field, ID, Int, ObjectType } from 'type-graphql';
import { encodeNodeId } from '../../platform/kernel/ids.ts';
import { connectionOf, Node } from '../../platform/graphql/relay.ts';
import { CountryCodeScalar, CurrencyCodeScalar, DateTimeScalar } from '../../platform/graphql/scalars.ts';
import { Money } from '../../platform/graphql/values.type.ts';
import { EarlyPayment, FixedCharge, Instalment } from './quote-terms.type.ts';
import './quote-enums.type.ts';
import { Incoterm, QuoteState } from './quote.rules.ts';
import type { QuoteRecord, RevisionRecord } from './quote.queries.ts';

/** What a quote and each of its revisions tell alike. */
@ObjectType({ simpleResolvers: true, description: 'What a quote says.' })
abstract class QuoteContent {
  @Field(() => Int, { description: 'From 1, without gaps; give the current one back as `expectedVersion`.' })
  version!: number;

  @Field(() => QuoteState, { description: 'Where it stands.' })
  state!: QuoteState;

  @Field(() => String, { nullable: true, description: 'Why; null where the state says it all.' })
  stateReason!: string | null;

  @Field(() => Boolean, { description: 'Whether every line of the request is priced as asked.' })
  complete!: boolean;

  @Field(() => CurrencyCodeScalar, { description: 'Currency of all unit prices.' })
  currency!: string;

  @Field(() => Incoterm, { description: 'What the prices include.' })
  incoterm!: Incoterm;

  @Field(() => String, {
    nullable: true,
    description:
      'The rule’s named place. Null: the place of shipment for EXW, FCA, FAS and FOB, the request’s place of delivery for the others.',
  })
  incotermPlace!: string | null;

  @Field(() => CountryCodeScalar, {
    nullable: true,
    description: 'The country shipped from, where freight and duty start; null when not told.',
  })
  shipFrom!: string | null;

  @Field(() => [Instalment], {
    description: 'When the price is due; adds up to 100 percent. Empty when not told: with the order.',
  })
  paymentSchedule!: readonly Instalment[];

  @Field(() => EarlyPayment, {
    nullable: true,
    description: 'A discount for paying early; null when there is none.',
  })
  earlyPayment!: EarlyPayment | null;

  @Field(() => DateTimeScalar, { description: 'Until when it can be awarded.' })
  validUntil!: Date;

  @Field(() => Int, { description: 'Days from the order to the delivery.' })
  leadTimeDays!: number;

  @Field(() => Money, {
    nullable: true,
    description: 'The least that an order must be worth; null when there is no such limit.',
  })
  minimumOrderValue!: Money | null;

  @Field(() => [FixedCharge], { description: 'Charges that do not depend on the quantity.' })
  fixedCharges!: readonly FixedCharge[];

  @Field(() => DateTimeScalar, {
    description: 'When this revision was submitted, by the engine’s database clock.',
  })
  submittedAt!: Date;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A quote as it was at one version. Never changes, but for the state of the current one.',
})
export class QuoteRevision extends QuoteContent {
  /** For edges. */
  record!: RevisionRecord;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'A supplier’s quote on a request, with the content of its current revision. Prices are net of VAT and sales tax. Seen by its supplier, and by the buyer’s side once quotes are open.',
})
export class Quote extends QuoteContent implements Node {
  @Field(() => ID, { description: 'Global id; stays the same when the quote is revised.' })
  id!: string;

  /** For edges; later rooms hang theirs on it. */
  record!: QuoteRecord;
}

export const QuoteConnection = connectionOf('Quote', () => Quote);

/** A quote as the API shows it, to whoever was let through to the record. */
export const toQuote = (record: QuoteRecord): Quote => ({
  ...contentOf(record),
  id: encodeNodeId('Quote', record.rfqId, record.quoteId),
  record,
});

/** A revision as the API shows it, to whoever was let through to its quote. */
export const toQuoteRevision = (record: RevisionRecord): QuoteRevision => ({ ...contentOf(record), record });

function contentOf(record: RevisionRecord): QuoteContent {
  const { minimumOrderAmount: amount, minimumOrderCurrency: currency } = record;
  return {
    ...record,
    minimumOrderValue: amount !== null && currency !== null ? { amount, currency } : null,
  };
}
