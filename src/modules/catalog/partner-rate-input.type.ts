import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { IDEMPOTENCY_KEY, MutationPayload } from '../../platform/graphql/payload.ts';
import { CurrencyCodeScalar, DecimalScalar } from '../../platform/graphql/scalars.ts';
import { PARTNER_ID } from '../identity/index.ts';
import { MAX_RATES } from './logistics-rate.rules.ts';
import { LogisticsBasis, LogisticsComponent } from './logistics.rules.ts';
import { LogisticsRate } from './partner-rate.type.ts';

const PLACE = 'a country such as "DE", "EU" for its members, or "*" for anywhere';

@InputType({ description: 'Which rates a list shows; what is left out does not matter.' })
export class LogisticsRateFilter {
  @Field(() => String, {
    nullable: true,
    description: `Only those stated for exactly this origin: ${PLACE}.`,
  })
  origin?: string;

  @Field(() => String, {
    nullable: true,
    description: `Only those stated for exactly this destination: ${PLACE}.`,
  })
  destination?: string;

  @Field(() => LogisticsComponent, { nullable: true, description: 'Only those of this step.' })
  component?: LogisticsComponent;
}

@InputType({ description: 'What one step of a journey costs.' })
export class LogisticsRateInput {
  @Field(() => String, { description: `Where goods come from: ${PLACE}.` })
  origin!: string;

  @Field(() => String, { description: `Where they go to: ${PLACE}.` })
  destination!: string;

  @Field(() => LogisticsComponent, { description: 'The step.' })
  component!: LogisticsComponent;

  @Field(() => LogisticsBasis, { description: 'What it is charged on.' })
  basis!: LogisticsBasis;

  @Field(() => DecimalScalar, {
    description: 'Money per basis, or percent: at most 100, of insurance at most 50.',
  })
  rate!: string;

  @Field(() => CurrencyCodeScalar, {
    nullable: true,
    description: 'Its currency; required unless the basis is `PERCENT_OF_VALUE`, which has none.',
  })
  currency?: string;
}

@InputType({
  description:
    'Rates that a partner states. One that it had for the same places, step and basis is replaced.',
})
export class SetLogisticsRatesInput {
  @Field(() => ID, { nullable: true, description: PARTNER_ID })
  partnerId?: string;

  @Field(() => [LogisticsRateInput], { description: `The rates, 1 to ${MAX_RATES}; all are set or none.` })
  rates!: LogisticsRateInput[];

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string;
}

@InputType({ description: 'Rates that a partner no longer states.' })
export class DeleteLogisticsRatesInput {
  @Field(() => ID, { nullable: true, description: PARTNER_ID })
  partnerId?: string;

  @Field(() => [ID], { description: `The rates, 1 to ${MAX_RATES}; all are deleted or none.` })
  logisticsRateIds!: string[];

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string;
}

@ObjectType({ implements: MutationPayload, simpleResolvers: true, description: 'The rates that were set.' })
export class SetLogisticsRatesPayload extends MutationPayload {
  @Field(() => [LogisticsRate], {
    nullable: true,
    description: 'The rates as they are now, in the order of the input; null when there are `userErrors`.',
  })
  logisticsRates!: LogisticsRate[] | null;
}

@ObjectType({
  implements: MutationPayload,
  simpleResolvers: true,
  description: 'The rates that were deleted.',
})
export class DeleteLogisticsRatesPayload extends MutationPayload {
  @Field(() => [ID], {
    nullable: true,
    description: 'Their ids, in the order of the input; null when there are `userErrors`.',
  })
  deletedLogisticsRateIds!: string[] | null;
}
