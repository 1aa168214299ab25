import { Field, Int, ObjectType } from 'type-graphql';
import { CountryCodeScalar, DecimalScalar, UnitCodeScalar } from '../../platform/graphql/scalars.ts';
import { Money } from '../../platform/graphql/values.type.ts';
import type { QuoteLine as LineContent } from './quote-content.ts';
import './quote-enums.type.ts';
import { BidType, TierKind } from './quote.rules.ts';

@ObjectType({ simpleResolvers: true, description: 'A price from some quantity on.' })
export class PriceTier {
  @Field(() => DecimalScalar, { description: 'The quantity that the tier starts at, in the line’s unit.' })
  fromQuantity!: string;

  @Field(() => Money, { description: 'Price of `priceBaseQuantity` units.' })
  unitPrice!: Money;
}

@ObjectType({ simpleResolvers: true, description: 'The answer to one asked line.' })
export class QuoteLine {
  @Field(() => Int, { description: 'Its place in the quote, from 1.' })
  position!: number;

  @Field(() => BidType, { description: 'How the line is answered.' })
  bidType!: BidType;

  @Field(() => Money, {
    nullable: true,
    description:
      'Price of `priceBaseQuantity` units; beside tiers, the price below the first. Null when tiers tell all, or the answer carries no price.',
  })
  unitPrice!: Money | null;

  @Field(() => DecimalScalar, { description: 'How many units the prices are for.' })
  priceBaseQuantity!: string;

  @Field(() => UnitCodeScalar, { description: 'Unit of the prices and quantities of this line.' })
  unit!: string;

  @Field(() => [PriceTier], {
    description: 'Prices by quantity, ascending; empty when the unit price tells all.',
  })
  tiers!: readonly PriceTier[];

  @Field(() => TierKind, { description: 'What the price of a tier applies to.' })
  tierKind!: TierKind;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'The least that can be ordered; null for any quantity.',
  })
  minimumOrderQuantity!: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Orders are whole multiples of this; null for any quantity.',
  })
  packSize!: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'The most that can be delivered; null when not limited.',
  })
  capacity!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Days from the order to the delivery of this line; null: as the quote says.',
  })
  leadTimeDays!: number | null;

  @Field(() => CountryCodeScalar, {
    nullable: true,
    description: 'Where the goods originate; null when not told.',
  })
  countryOfOrigin!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Customs classification (Harmonized System), digits only; null: as the request says.',
  })
  hsCode!: string | null;

  @Field(() => String, { nullable: true, description: 'What is offered; null when it is what was asked.' })
  offeredItem!: string | null;

  @Field(() => String, { nullable: true, description: 'Remarks; null when there are none.' })
  comment!: string | null;

  /** For the edge `line`. */
  asked!: { readonly rfqId: string; readonly lineNo: number };
}

/** A revision's lines as the API shows them, their prices in its currency. */
export function toQuoteLines(
  lines: readonly LineContent[],
  { rfqId, currency }: { readonly rfqId: string; readonly currency: string },
): QuoteLine[] {
  const money = (amount: string): Money => ({ amount, currency });
  return lines.map((line, index) => ({
    ...line,
    position: index + 1,
    unitPrice: line.unitPrice === null ? null : money(line.unitPrice),
    tiers: line.tiers.map((tier) => ({ fromQuantity: tier.fromQuantity, unitPrice: money(tier.unitPrice) })),
    asked: { rfqId, lineNo: line.lineNo },
  }));
}
