import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { IDEMPOTENCY_KEY, MutationPayload } from '../../platform/graphql/payload.ts';
import { CountryCodeScalar, CurrencyCodeScalar, DateTimeScalar } from '../../platform/graphql/scalars.ts';
import { MoneyInput, QuantityInput } from '../../platform/graphql/values.type.ts';
import { ComparisonPolicyInput } from './comparison-policy.type.ts';
import { BidVisibility } from './rfq.rules.ts';
import { Rfq } from './rfq.type.ts';

@InputType({ description: 'Where the goods or services are wanted.' })
export class DeliveryPlaceInput {
  @Field(() => CountryCodeScalar, { description: 'The country.' })
  country!: string;

  @Field(() => String, { nullable: true, description: 'The place inside it, at most 200 characters.' })
  place?: string;
}

@InputType({ description: 'A category by its classification scheme and code.' })
export class CategoryInput {
  @Field(() => String, {
    defaultValue: 'CPV',
    description: 'The classification: "CPV", or another that has been imported.',
  })
  scheme!: string;

  @Field(() => String, { description: 'The code inside it, such as "44530000".' })
  code!: string;
}

@InputType({ description: 'A property of an asked item.' })
export class AttributeInput {
  @Field(() => String, { description: 'What is specified, such as "grade".' })
  name!: string;

  @Field(() => String, { description: 'Its value, such as "316L".' })
  value!: string;
}

@InputType({ description: 'One item that is asked for.' })
export class RfqLineInput {
  @Field(() => CategoryInput, {
    nullable: true,
    description: 'What kind of thing it is; without it the line is matched by its text.',
  })
  category?: CategoryInput;

  @Field(() => String, { description: 'What is asked for, in words; at most 4,000 characters.' })
  description!: string;

  @Field(() => QuantityInput, { description: 'How much; more than 0.' })
  quantity!: QuantityInput;

  @Field(() => MoneyInput, {
    nullable: true,
    description: 'The price per unit the buyer hopes for. Shown to suppliers.',
  })
  targetPrice?: MoneyInput;

  @Field(() => QuantityInput, {
    nullable: true,
    description: 'Weight of one unit, for freight rates by weight.',
  })
  unitWeight?: QuantityInput;

  @Field(() => QuantityInput, {
    nullable: true,
    description: 'Volume of one unit, for freight rates by volume.',
  })
  unitVolume?: QuantityInput;

  @Field(() => String, {
    nullable: true,
    description: 'Customs classification (Harmonized System): 4 to 10 digits.',
  })
  hsCode?: string;

  @Field(() => [AttributeInput], { nullable: true, description: 'Further properties, at most 100.' })
  attributes?: AttributeInput[];
}

@InputType({
  description: 'Whom to ask. Without it the engine invites its usual number of the best matches.',
})
export class ReachInput {
  @Field(() => Int, { nullable: true, description: 'How many quotes the buyer hopes for, 1 to 100.' })
  quotesWanted?: number;

  @Field(() => Int, { nullable: true, description: 'How many suppliers to invite at most, 1 to 100,000.' })
  maxInvitations?: number;

  @Field(() => Boolean, { nullable: true, description: 'Invite every supplier that matches.' })
  everyone?: boolean;

  @Field(() => [ID], { nullable: true, description: 'Suppliers to invite in any case, at most 500.' })
  invite?: string[];

  @Field(() => [ID], { nullable: true, description: 'Suppliers not to invite in any case, at most 500.' })
  exclude?: string[];
}

@InputType({ description: 'A request for quotation.' })
export class PostRfqInput {
  @Field(() => String, { description: 'What is wanted, in a line: 1 to 300 characters.' })
  title!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What is wanted, at length: at most 20,000 characters.',
  })
  description?: string;

  @Field(() => CurrencyCodeScalar, { description: 'The currency that quotes are compared in.' })
  currency!: string;

  @Field(() => DeliveryPlaceInput, { description: 'Where it is wanted.' })
  deliverTo!: DeliveryPlaceInput;

  @Field(() => DateTimeScalar, { description: 'The deadline for quotes: in the future, within a year.' })
  closesAt!: Date;

  @Field(() => BidVisibility, { defaultValue: 'OPEN', description: 'When the buyer’s side sees quotes.' })
  bidVisibility!: BidVisibility;

  @Field(() => [String], {
    nullable: true,
    description: 'Certifications that a supplier must hold to be asked, such as "ISO9001"; at most 50.',
  })
  requiredCertifications?: string[];

  @Field(() => Boolean, { defaultValue: true, description: 'Whether a quote may leave lines unpriced.' })
  allowPartialQuotes!: boolean;

  @Field(() => [RfqLineInput], { description: 'What is asked for: 1 to 1,000 lines.' })
  lines!: RfqLineInput[];

  @Field(() => ReachInput, { nullable: true, description: 'Whom to ask.' })
  reach?: ReachInput;

  @Field(() => ComparisonPolicyInput, {
    nullable: true,
    description: 'How quotes will be compared; published to suppliers.',
  })
  comparison?: ComparisonPolicyInput;

  @Field(() => ID, {
    nullable: true,
    description: 'The buyer that a partner’s sourcing agent acts for. Buyers leave it out.',
  })
  onBehalfOf?: string;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string;
}

@InputType({ description: 'A request for quotation, kept as a draft.' })
export class CreateRfqInput extends PostRfqInput {}

@InputType({ description: 'Which draft to publish.' })
export class PublishRfqInput {
  @Field(() => ID, { description: 'The draft.' })
  rfqId!: string;

  @Field(() => Int, { nullable: true, description: 'Refuse if the request has another version by now.' })
  expectedVersion?: number;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string;
}

@InputType({ description: 'Which request to call off, and why.' })
export class CancelRfqInput {
  @Field(() => ID, { description: 'The request.' })
  rfqId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Why; shown to the invited suppliers. At most 1,000 characters.',
  })
  reason?: string;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string;
}

@InputType({ description: 'Which request to close before its deadline.' })
export class CloseRfqInput {
  @Field(() => ID, { description: 'The request; its quotes must be open, not sealed.' })
  rfqId!: string;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string;
}

/** Each mutation has a payload type of its own, so that it can grow by itself. */
function payloadOf(name: string, description: string) {
  @ObjectType(name, { implements: MutationPayload, simpleResolvers: true, description })
  class Payload extends MutationPayload {
    @Field(() => Rfq, {
      nullable: true,
      description: 'The request as it is now; null when there are `userErrors`.',
    })
    rfq!: Rfq | null;
  }
  return Payload;
}

export const PostRfqPayload = payloadOf('PostRfqPayload', 'The posted request.');
export const CreateRfqPayload = payloadOf('CreateRfqPayload', 'The created draft.');
export const PublishRfqPayload = payloadOf('PublishRfqPayload', 'The published request.');
export const CancelRfqPayload = payloadOf('CancelRfqPayload', 'The cancelled request.');
export const CloseRfqPayload = payloadOf('CloseRfqPayload', 'The closed request.');
