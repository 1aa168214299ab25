import { Field, Int, ObjectType } from 'type-graphql';
import type { GraphContext } from '../../platform/graphql/context.ts';
import { CurrencyCodeScalar, DateTimeScalar } from '../../platform/graphql/scalars.ts';
import { buyerBehindLoader, partnerBehindLoader } from '../identity/index.ts';
import {
  BidVisibility,
  ComparisonPolicyType,
  DeliveryPlace,
  rfqBehindLoader,
  RfqLine,
  rfqLinesLoader,
  rfqNumber,
  type RfqRecord,
  RfqState,
  toRfqLine,
} from '../rfqs/index.ts';
import type { InboxRecord } from './invitation.queries.ts';

@ObjectType({
  simpleResolvers: true,
  description: 'A request for quotation as far as an invited supplier may see it.',
})
export class InvitedRfq {
  @Field(() => String, { description: 'The number that people read out, such as "RFQ-7KX3M-9QPZ2".' })
  number!: string;

  @Field(() => RfqState, { description: 'Where it stands. Quotes are taken while it is `OPEN`.' })
  state!: RfqState;

  @Field(() => String, { description: 'What is wanted, in a line.' })
  title!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What is wanted, at length; null when the title says enough.',
  })
  description!: string | null;

  @Field(() => String, { description: 'Who asks.' })
  buyerName!: string;

  @Field(() => String, { description: 'The co-brand that the request came through.' })
  partnerName!: string;

  @Field(() => CurrencyCodeScalar, {
    description: 'The currency that quotes are compared in; you may quote in another.',
  })
  currency!: string;

  @Field(() => DeliveryPlace, { description: 'Where it is wanted.' })
  deliverTo!: DeliveryPlace;

  @Field(() => DateTimeScalar, {
    description: 'The deadline for quotes, judged by the engine’s database clock.',
  })
  closesAt!: Date;

  @Field(() => BidVisibility, { description: 'When the buyer’s side sees quotes.' })
  bidVisibility!: BidVisibility;

  @Field(() => [String], { description: 'Certifications that a supplier must hold to be asked.' })
  requiredCertifications!: readonly string[];

  @Field(() => Boolean, { description: 'Whether a quote may leave lines unpriced.' })
  allowPartialQuotes!: boolean;

  @Field(() => ComparisonPolicyType, { description: 'How quotes will be compared.' })
  comparisonPolicy!: ComparisonPolicyType;

  @Field(() => String, {
    nullable: true,
    description: 'Why it was called off; null unless it was, or when no reason was given.',
  })
  cancelReason!: string | null;

  @Field(() => Int, { description: 'How many lines it has.' })
  lineCount!: number;

  @Field(() => [RfqLine], { description: 'What is asked for, in order.' })
  lines!: RfqLine[];
}

/** Fields that are read only when they are asked for. */
type Lazy<T> = { [Field in keyof T]: T[Field] | (() => Promise<T[Field]>) };

/**
 * The RFQ behind an invitation that the caller was let through to. What the inbox lists needs no further read;
 * the rest is read when it is asked for.
 */
export function invitedRfq(
  context: GraphContext,
  rfqId: string,
  listed: InboxRecord | null,
): Lazy<InvitedRfq> {
  const rfq = async (): Promise<RfqRecord> => {
    const record = await rfqBehindLoader(context).load(rfqId);
    if (!record) throw new Error(`an invitation to no RFQ: ${rfqId}`);
    return record;
  };
  const later =
    <Field extends keyof RfqRecord>(field: Field) =>
    async () =>
      (await rfq())[field];
  const lines = () => rfqLinesLoader(context).load(rfqId);
  const deliverTo: Lazy<DeliveryPlace> = {
    country: listed?.deliverToCountry ?? later('deliverToCountry'),
    place: later('deliverToPlace'),
  };
  return {
    number: rfqNumber(rfqId),
    state: later('state'),
    title: listed?.title ?? later('title'),
    description: later('description'),
    buyerName:
      listed?.buyerName ?? (async () => nameOf(await buyerBehindLoader(context).load((await rfq()).buyerId))),
    partnerName: async () => nameOf(await partnerBehindLoader(context).load((await rfq()).partnerId)),
    currency: listed?.currency ?? later('currency'),
    deliverTo: deliverTo as DeliveryPlace,
    closesAt: listed?.closesAt ?? later('closesAt'),
    bidVisibility: later('bidVisibility'),
    requiredCertifications: later('requiredCertifications'),
    allowPartialQuotes: later('allowPartialQuotes'),
    comparisonPolicy: later('comparison'),
    cancelReason: later('cancelReason'),
    lineCount: listed?.lineCount ?? (async () => (await lines()).length),
    lines: async () => (await lines()).map(toRfqLine),
  };
}

/** Foreign keys hold, so the record is there. */
const nameOf = (record: { readonly name: string } | null): string => record?.name ?? '';
