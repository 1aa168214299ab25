import { Field, Int, ObjectType } from 'type-graphql';
import { DecimalScalar } from '../../platform/graphql/scalars.ts';
import { Money } from '../../platform/graphql/values.type.ts';
import './quote-enums.type.ts';
import { PaymentAnchor } from './quote.rules.ts';

@ObjectType({ simpleResolvers: true, description: 'One part of the price, and when it is due.' })
export class Instalment {
  @Field(() => DecimalScalar, { description: 'Share of the price in percent.' })
  percent!: string;

  @Field(() => Int, { description: 'Days after the anchor.' })
  days!: number;

  @Field(() => PaymentAnchor, { description: 'What the days are counted from.' })
  anchor!: PaymentAnchor;
}

@ObjectType({ simpleResolvers: true, description: 'A discount for paying early.' })
export class EarlyPayment {
  @Field(() => DecimalScalar, { description: 'Percent off the price.' })
  discountPercent!: string;

  @Field(() => Int, { description: 'Days after the invoice within which it is paid.' })
  days!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A charge that does not depend on the quantity, such as tooling.',
})
export class FixedCharge {
  @Field(() => String, { description: 'What it is for.' })
  label!: string;

  @Field(() => Money, { description: 'How much.' })
  amount!: Money;
}
