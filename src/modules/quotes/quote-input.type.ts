import { Field, ID, InputType, Int } from 'type-graphql';
import { IDEMPOTENCY_KEY } from '../../platform/graphql/payload.ts';
import {
  CountryCodeScalar,
  CurrencyCodeScalar,
  DateTimeScalar,
  DecimalScalar,
} from '../../platform/graphql/scalars.ts';
import { MoneyInput } from '../../platform/graphql/values.type.ts';
import './quote-enums.type.ts';
import { QuoteLineInput } from './quote-line-input.type.ts';
import { Incoterm, PaymentAnchor } from './quote.rules.ts';

@InputType({ description: 'One part of the price, and when it is due.' })
export class InstalmentInput {
  @Field(() => DecimalScalar, { description: 'Share of the price in percent: more than 0, at most 100.' })
  percent!: string;

  @Field(() => Int, { description: 'Days after the anchor, 0 to 3,650.' })
  days!: number;

  @Field(() => PaymentAnchor, {
    nullable: true,
    defaultValue: 'DELIVERY',
    description: 'What the days are counted from.',
  })
  anchor?: PaymentAnchor;
}

@InputType({ description: 'A discount for paying early.' })
export class EarlyPaymentInput {
  @Field(() => DecimalScalar, { description: 'Percent off the price: more than 0, less than 100.' })
  discountPercent!: string;

  @Field(() => Int, { description: 'Days after the invoice within which it is paid, 0 to 3,650.' })
  days!: number;
}

@InputType({ description: 'A charge that does not depend on the quantity, such as tooling.' })
export class FixedChargeInput {
  @Field(() => String, { description: 'What it is for: 1 to 200 characters.' })
  label!: string;

  @Field(() => MoneyInput, { description: 'How much, 0 or more, in any currency.' })
  amount!: MoneyInput;
}

@InputType({ description: 'What a quote says.' })
export abstract class QuoteContentInput {
  @Field(() => CurrencyCodeScalar, { description: 'Currency of all unit prices.' })
  currency!: string;

  @Field(() => Incoterm, { description: 'What the prices include.' })
  incoterm!: Incoterm;

  @Field(() => String, {
    nullable: true,
    description:
      'The rule’s named place, at most 200 characters. Without it: the place of shipment for EXW, FCA, FAS and FOB, the request’s place of delivery for the others.',
  })
  incotermPlace?: string;

  @Field(() => CountryCodeScalar, {
    nullable: true,
    description: 'The country shipped from: freight and duty start there.',
  })
  shipFrom?: string;

  @Field(() => [InstalmentInput], {
    nullable: true,
    description:
      'When the price is due, at most 500 instalments that add up to exactly 100 percent. Without it: with the order.',
  })
  paymentSchedule?: InstalmentInput[];

  @Field(() => EarlyPaymentInput, { nullable: true, description: 'A discount for paying early.' })
  earlyPayment?: EarlyPaymentInput;

  @Field(() => DateTimeScalar, {
    description:
      'Until when the quote holds: in the future, at most 3,650 days ahead, and on a sealed request beyond its deadline.',
  })
  validUntil!: Date;

  @Field(() => Int, { description: 'Days from the order to the delivery, 0 to 3,650.' })
  leadTimeDays!: number;

  @Field(() => MoneyInput, {
    nullable: true,
    description: 'The least that an order must be worth, more than 0.',
  })
  minimumOrderValue?: MoneyInput;

  @Field(() => [FixedChargeInput], {
    nullable: true,
    description: 'Charges that do not depend on the quantity, at most 500.',
  })
  fixedCharges?: FixedChargeInput[];

  @Field(() => [QuoteLineInput], {
    description:
      'Answers to the asked lines, 1 to 1,000, at least one of them priced. Lines may be left out where the request allows partial quotes.',
  })
  lines!: QuoteLineInput[];

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string;
}

@InputType({ description: 'A quote on an invitation.' })
export class SubmitQuoteInput extends QuoteContentInput {
  @Field(() => ID, { description: 'Your invitation to the request.' })
  invitationId!: string;
}

@InputType({ description: 'A new revision of a quote; it replaces the former one as a whole.' })
export class ReviseQuoteInput extends QuoteContentInput {
  @Field(() => ID, { description: 'Your quote.' })
  quoteId!: string;

  @Field(() => Int, {
    description: 'The version that you have read; refused if the quote has another by now.',
  })
  expectedVersion!: number;
}

@InputType({ description: 'Which quote to take back.' })
export class WithdrawQuoteInput {
  @Field(() => ID, { description: 'Your quote.' })
  quoteId!: string;

  @Field(() => Int, { nullable: true, description: 'Refuse if the quote has another version by now.' })
  expectedVersion?: number;

  @Field(() => String, { nullable: true, description: 'Why, for the buyer; at most 1,000 characters.' })
  reason?: string;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string;
}
