import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { IDEMPOTENCY_KEY, MutationPayload } from '../../platform/graphql/payload.ts';
import { CountryCodeScalar } from '../../platform/graphql/scalars.ts';
import { PARTNER_ID } from './api-key-input.type.ts';
import { Buyer } from './buyer.type.ts';

const BUYER = 'The buyer as it is now; null when there are `userErrors`.';
const REFERENCE =
  'What the partner calls it, such as a customer number, 1 to 100 characters; no other of its buyers has it.';

@InputType({ description: 'Which buyers a list shows; what is left out does not matter.' })
export class BuyerFilter {
  @Field(() => [CountryCodeScalar], {
    nullable: true,
    description: 'Only those established in one of these countries, at most 250.',
  })
  countries?: string[];

  @Field(() => String, { nullable: true, description: 'Only the one that the partner calls so.' })
  reference?: string;
}

@InputType({ description: 'A new buying organisation of a partner.' })
export class RegisterBuyerInput {
  @Field(() => ID, { nullable: true, description: PARTNER_ID })
  partnerId?: string;

  @Field(() => String, { description: 'Its name, 1 to 200 characters.' })
  name!: string;

  @Field(() => CountryCodeScalar, { description: 'Where it is established.' })
  country!: string;

  @Field(() => String, { nullable: true, description: REFERENCE })
  reference?: string;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string;
}

@InputType({ description: 'Changes of a buyer’s profile. What is left out stays; the last change holds.' })
export class UpdateBuyerInput {
  @Field(() => ID, { nullable: true, description: 'The buyer; its own people may leave it out.' })
  buyerId?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Its name, 1 to 200 characters; null leaves it as it is.',
  })
  name?: string | null;

  @Field(() => CountryCodeScalar, {
    nullable: true,
    description: 'Where it is established; null leaves it as it is.',
  })
  country?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `${REFERENCE} For the partner and operators; null clears it.`,
  })
  reference?: string | null;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string;
}

@ObjectType({ implements: MutationPayload, simpleResolvers: true, description: 'The registered buyer.' })
export class RegisterBuyerPayload extends MutationPayload {
  @Field(() => Buyer, { nullable: true, description: BUYER })
  buyer!: Buyer | null;
}

@ObjectType({ implements: MutationPayload, simpleResolvers: true, description: 'The changed buyer.' })
export class UpdateBuyerPayload extends MutationPayload {
  @Field(() => Buyer, { nullable: true, description: BUYER })
  buyer!: Buyer | null;
}
