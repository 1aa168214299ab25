import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { encodeNodeId } from '../../platform/kernel/ids.ts';
import { connectionOf, Node } from '../../platform/graphql/relay.ts';
import { CountryCodeScalar, CurrencyCodeScalar, DateTimeScalar } from '../../platform/graphql/scalars.ts';
import { Money, Quantity } from '../../platform/graphql/values.type.ts';
import { ComparisonPolicy } from './comparison-policy.type.ts';
import type { RfqLineRecord, RfqRecord } from './rfq.queries.ts';
import { BidVisibility, rfqNumber, RfqState } from './rfq.rules.ts';

registerEnumType(RfqState, {
  name: 'RfqState',
  description: 'Where a request for quotation stands.',
  valuesConfig: {
    DRAFT: { description: 'Being written; nobody has been asked.' },
    OPEN: { description: 'Published: suppliers may quote until `closesAt`.' },
    CLOSED: { description: 'No more quotes; an award may be decided.' },
    AWARDED: { description: 'Every quantity is awarded and confirmed. Final.' },
    PARTIALLY_AWARDED: { description: 'Part of the quantities is awarded and confirmed. Final.' },
    CANCELLED: { description: 'Called off by the buyer. Final.' },
    UNSUCCESSFUL: { description: 'Closed with no acceptable quote. Final.' },
  },
});

registerEnumType(BidVisibility, {
  name: 'BidVisibility',
  description: 'When the buyer’s side sees quotes.',
  valuesConfig: {
    OPEN: { description: 'As they arrive.' },
    SEALED: {
      description: 'Only once the request has closed at its deadline; until then not even that there is one.',
    },
  },
});

@ObjectType({ simpleResolvers: true, description: 'Where the goods or services are wanted.' })
export class DeliveryPlace {
  @Field(() => CountryCodeScalar, { description: 'The country.' })
  country!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The place inside it; null when the country says enough.',
  })
  place!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A property of an asked item.' })
export class Attribute {
  @Field(() => String, { description: 'What is specified, such as "grade".' })
  name!: string;

  @Field(() => String, { description: 'Its value, such as "316L".' })
  value!: string;
}

@ObjectType({ implements: Node, simpleResolvers: true, description: 'One item that is asked for.' })
export class RfqLine implements Node {
  @Field(() => ID, { description: 'Global id; quotes name it.' })
  id!: string;

  @Field(() => Int, { description: 'Its place in the request, from 1.' })
  lineNo!: number;

  @Field(() => String, { description: 'What is asked for, in words.' })
  description!: string;

  @Field(() => Quantity, { description: 'How much.' })
  quantity!: Quantity;

  @Field(() => Money, {
    nullable: true,
    description: 'The price per unit the buyer hopes for; null when not told.',
  })
  targetPrice!: Money | null;

  @Field(() => Quantity, {
    nullable: true,
    description: 'Weight of one unit; null when not told. Freight rates by weight need it.',
  })
  unitWeight!: Quantity | null;

  @Field(() => Quantity, { nullable: true, description: 'Volume of one unit; null when not told.' })
  unitVolume!: Quantity | null;

  @Field(() => String, {
    nullable: true,
    description: 'Customs classification (Harmonized System), digits only; null when not told.',
  })
  hsCode!: string | null;

  @Field(() => [Attribute], { description: 'Further properties.' })
  attributes!: readonly Attribute[];

  /** For the edge `category`. */
  categoryKey!: string | null;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A request for quotation, as its buyer’s side sees it.',
})
export class Rfq implements Node {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;

  @Field(() => String, {
    description: 'The number that people read out, such as "RFQ-7KX3M-9QPZ2". Derived from the id.',
  })
  number!: string;

  @Field(() => Int, { description: 'Rises with every amendment; give it back as `expectedVersion`.' })
  version!: number;

  @Field(() => RfqState, { description: 'Where it stands.' })
  state!: RfqState;

  @Field(() => String, { description: 'What is wanted, in a line.' })
  title!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What is wanted, at length; null when the title says enough.',
  })
  description!: string | null;

  @Field(() => CurrencyCodeScalar, {
    description: 'The currency that quotes are compared in; suppliers may quote in others.',
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

  @Field(() => ComparisonPolicy, { description: 'How quotes are compared, as published to suppliers.' })
  comparisonPolicy!: ComparisonPolicy;

  @Field(() => DateTimeScalar, { description: 'When it was created.' })
  createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was published; null for a draft.' })
  publishedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it stopped taking quotes; null before.' })
  closedAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why it was called off; null unless it was, or when no reason was given.',
  })
  cancelReason!: string | null;

  /** For edges; later rooms hang theirs on it. */
  record!: RfqRecord;
}

export const RfqConnection = connectionOf('Rfq', () => Rfq);

/** An RFQ as the API shows it. */
export function toRfq(record: RfqRecord): Rfq {
  return {
    ...record,
    id: encodeNodeId('Rfq', record.id),
    number: rfqNumber(record.id),
    deliverTo: { country: record.deliverToCountry, place: record.deliverToPlace },
    comparisonPolicy: record.comparison,
    record,
  };
}

/** A line as the API shows it. */
export function toRfqLine(line: RfqLineRecord): RfqLine {
  const quantityOf = (value: string | null, unit: string | null): Quantity | null =>
    value !== null && unit !== null ? { value, unit, unitText: null } : null;
  return {
    id: encodeNodeId('RfqLine', line.rfqId, String(line.lineNo)),
    lineNo: line.lineNo,
    description: line.description,
    quantity: { value: line.quantity, unit: line.unit, unitText: line.unitText },
    targetPrice:
      line.targetAmount !== null && line.targetCurrency !== null
        ? { amount: line.targetAmount, currency: line.targetCurrency }
        : null,
    unitWeight: quantityOf(line.unitWeightValue, line.unitWeightUnit),
    unitVolume: quantityOf(line.unitVolumeValue, line.unitVolumeUnit),
    hsCode: line.hsCode,
    attributes: line.attributes,
    categoryKey: line.scheme !== null && line.code !== null ? `${line.scheme}:${line.code}` : null,
  };
}
