import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { IDEMPOTENCY_KEY, MutationPayload } from '../../platform/graphql/payload.ts';
import { DecimalScalar } from '../../platform/graphql/scalars.ts';
import { PARTNER_ID } from './api-key-input.type.ts';
import { Partner } from './partner.type.ts';

const PARTNER = 'The partner as it is now; null when there are `userErrors`.';

@InputType({ description: 'A new partner.' })
export class RegisterPartnerInput {
  @Field(() => String, {
    description:
      'Its short name, for good: small letters, digits and single dashes, at most 40; no other has it.',
  })
  slug!: string;

  @Field(() => String, { description: 'The name that people know it by, 1 to 200 characters.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Its website, at most 500 characters.' })
  website?: string;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string;
}

@InputType({ description: 'Changes of a partner’s profile. What is left out stays; the last change holds.' })
export class UpdatePartnerInput {
  @Field(() => ID, { nullable: true, description: PARTNER_ID })
  partnerId?: string;

  @Field(() => String, {
    nullable: true,
    description: 'The name that people know it by, 1 to 200 characters; null leaves it as it is.',
  })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Its website, at most 500 characters; null clears it.',
  })
  website?: string | null;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string;
}

@InputType({ description: 'Changes of a partner’s terms. What is left out stays; the last change holds.' })
export class SetPartnerTermsInput {
  @Field(() => ID, { nullable: true, description: PARTNER_ID })
  partnerId?: string;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'What money costs per year, as a fraction from 0 to 10: "0.08" is 8 %; null clears it.',
  })
  costOfCapital?: string | null;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string;
}

@ObjectType({ implements: MutationPayload, simpleResolvers: true, description: 'The registered partner.' })
export class RegisterPartnerPayload extends MutationPayload {
  @Field(() => Partner, { nullable: true, description: PARTNER })
  partner!: Partner | null;
}

@ObjectType({ implements: MutationPayload, simpleResolvers: true, description: 'The changed partner.' })
export class UpdatePartnerPayload extends MutationPayload {
  @Field(() => Partner, { nullable: true, description: PARTNER })
  partner!: Partner | null;
}

@ObjectType({
  implements: MutationPayload,
  simpleResolvers: true,
  description: 'The partner with its terms.',
})
export class SetPartnerTermsPayload extends MutationPayload {
  @Field(() => Partner, { nullable: true, description: PARTNER })
  partner!: Partner | null;
}
