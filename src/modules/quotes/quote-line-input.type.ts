import { Field, ID, InputType, Int } from 'type-graphql';
import { CountryCodeScalar, DecimalScalar, UnitCodeScalar } from '../../platform/graphql/scalars.ts';
import './quote-enums.type.ts';
import { BidType, TierKind } from './quote.rules.ts';

@InputType({ description: 'A price from some quantity on.' })
export class PriceTierInput {
  @Field(() => DecimalScalar, {
    description: 'The quantity that the tier starts at, more than 0, in the line’s unit.',
  })
  fromQuantity!: string;

  @Field(() => DecimalScalar, { description: 'Price of `priceBaseQuantity` units, 0 or more.' })
  unitPrice!: string;
}

@InputType({
  description: 'The answer to one asked line. Prices are net of VAT and sales tax, in the quote’s currency.',
})
export class QuoteLineInput {
  @Field(() => ID, { description: 'The asked line.' })
  lineId!: string;

  @Field(() => BidType, {
    nullable: true,
    defaultValue: 'WITHOUT_EXCEPTION',
    description: 'How it is answered.',
  })
  bidType?: BidType;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'Price of `priceBaseQuantity` units, 0 or more; beside tiers, the price below the first tier. Required without tiers, unless the answer carries no price.',
  })
  unitPrice?: string;

  @Field(() => DecimalScalar, {
    nullable: true,
    defaultValue: '1',
    description: 'How many units the prices are for, more than 0.',
  })
  priceBaseQuantity?: string;

  @Field(() => UnitCodeScalar, {
    nullable: true,
    description:
      'Unit of the prices and quantities of this line; the asked line’s own unless given. It must measure the same dimension.',
  })
  unit?: string;

  @Field(() => [PriceTierInput], {
    nullable: true,
    description: 'Prices by quantity, at most 500, each from a larger quantity on than the one before.',
  })
  tiers?: PriceTierInput[];

  @Field(() => TierKind, {
    nullable: true,
    defaultValue: 'ALL_UNITS',
    description: 'What the price of a tier applies to.',
  })
  tierKind?: TierKind;

  @Field(() => DecimalScalar, { nullable: true, description: 'The least that can be ordered, more than 0.' })
  minimumOrderQuantity?: string;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Orders are whole multiples of this, more than 0.',
  })
  packSize?: string;

  @Field(() => DecimalScalar, { nullable: true, description: 'The most that can be delivered, more than 0.' })
  capacity?: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Days from the order to the delivery of this line, 0 to 3,650; the quote’s unless given.',
  })
  leadTimeDays?: number;

  @Field(() => CountryCodeScalar, {
    nullable: true,
    description: 'Where the goods originate, which decides the duty.',
  })
  countryOfOrigin?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Customs classification (Harmonized System), 4 to 10 digits; the asked line’s unless given.',
  })
  hsCode?: string;

  @Field(() => String, {
    nullable: true,
    description: 'What is offered, where it differs or to name it; at most 1,000 characters.',
  })
  offeredItem?: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Remarks, such as the exception taken or why the line is declined; at most 4,000 characters.',
  })
  comment?: string;
}
