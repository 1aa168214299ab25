import { Field, ID, InputType, Int } from 'type-graphql';
import { IDEMPOTENCY_KEY } from '../../platform/graphql/payload.ts';
import { DecimalScalar } from '../../platform/graphql/scalars.ts';

@InputType({ description: 'How much of one line goes to one quote.' })
export class AllocationInput {
  @Field(() => ID, { description: 'The quote.' })
  quoteId!: string;

  @Field(() => ID, { description: 'The asked line.' })
  lineId!: string;

  @Field(() => DecimalScalar, {
    description:
      'How much, in the asked line’s unit; more than 0. A line that goes to one quote whole is raised to the quantity that this quote is ranked with; any other quantity must suit the quote’s minimum order quantity and packs.',
  })
  quantity!: string;
}

@InputType({ description: 'Who gets what. Give either `quoteId` or `allocations`.' })
export class AwardRfqInput {
  @Field(() => ID, { description: 'The request; closed.' })
  rfqId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The quote that gets all that is to be awarded: every line that is not held by an award.',
  })
  quoteId?: string;

  @Field(() => [AllocationInput], {
    nullable: true,
    description:
      'A split by line and quantity, at most 1,000 allocations. The quantities of a line add up to the asked one at the most; what is left out is not awarded.',
  })
  allocations?: AllocationInput[];

  @Field(() => Int, {
    defaultValue: 7,
    description: 'How many days each supplier has to confirm, 1 to 90; then its award lapses.',
  })
  confirmWithinDays!: number;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string;
}

@InputType({ description: 'Which award to confirm.' })
export class ConfirmAwardInput {
  @Field(() => ID, { description: 'The award; the calling supplier’s.' })
  awardId!: string;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string;
}

@InputType({ description: 'Which request to end.' })
export class DeclareUnsuccessfulInput {
  @Field(() => ID, { description: 'The request; closed, and without an award that awaits its confirmation.' })
  rfqId!: string;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string;
}
