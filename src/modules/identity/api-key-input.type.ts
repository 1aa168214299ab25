import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { IDEMPOTENCY_KEY, MutationPayload } from '../../platform/graphql/payload.ts';
import { DateTimeScalar } from '../../platform/graphql/scalars.ts';
import { ApiKeyRole, ApiKeyState, DEFAULT_OVERLAP_HOURS, MAX_OVERLAP_HOURS } from './api-key.rules.ts';
import { ApiKey } from './api-key.type.ts';

/** Describes `partnerId` of every change of what is a partner's. */
export const PARTNER_ID = 'The partner; its own people may leave it out, operators name it.';

const SECRET =
  'The whole secret, to be stored safely now: it is shown this once and kept nowhere. Null on a replay (`replayed`) and when there are `userErrors`; a secret that got lost is replaced with `rotateApiKey`.';
const API_KEY = 'The key as it is now; null when there are `userErrors`.';

@InputType({ description: 'Which API keys a list shows; what is left out does not matter.' })
export class ApiKeyFilter {
  @Field(() => [ApiKeyState], { nullable: true, description: 'Only those in one of these states.' })
  states?: ApiKeyState[];
}

@InputType({ description: 'A new API key.' })
export class CreateApiKeyInput {
  @Field(() => ID, { nullable: true, description: PARTNER_ID })
  partnerId?: string;

  @Field(() => String, {
    description: 'What it is for, 1 to 200 characters, such as "storefront, production".',
  })
  name!: string;

  @Field(() => ApiKeyRole, {
    defaultValue: ApiKeyRole.PARTNER,
    description: 'The role that its caller acts in.',
  })
  role!: ApiKeyRole;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it ends by itself; never when left out.',
  })
  expiresAt?: Date;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string;
}

@InputType({ description: 'The API key that gets a new secret.' })
export class RotateApiKeyInput {
  @Field(() => ID, { description: 'The key.' })
  apiKeyId!: string;

  @Field(() => Int, {
    defaultValue: DEFAULT_OVERLAP_HOURS,
    description: `How long the secret before goes on working, 0 to ${MAX_OVERLAP_HOURS} hours; an older one ends at once.`,
  })
  overlapHours!: number;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string;
}

@InputType({ description: 'The API key to end.' })
export class RevokeApiKeyInput {
  @Field(() => ID, { description: 'The key.' })
  apiKeyId!: string;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string;
}

@ObjectType({ implements: MutationPayload, simpleResolvers: true, description: 'The new API key.' })
export class CreateApiKeyPayload extends MutationPayload {
  @Field(() => ApiKey, { nullable: true, description: API_KEY })
  apiKey!: ApiKey | null;

  @Field(() => String, { nullable: true, description: SECRET })
  secret!: string | null;
}

@ObjectType({
  implements: MutationPayload,
  simpleResolvers: true,
  description: 'The key with its new secret.',
})
export class RotateApiKeyPayload extends MutationPayload {
  @Field(() => ApiKey, { nullable: true, description: API_KEY })
  apiKey!: ApiKey | null;

  @Field(() => String, { nullable: true, description: SECRET })
  secret!: string | null;
}

@ObjectType({ implements: MutationPayload, simpleResolvers: true, description: 'The ended key.' })
export class RevokeApiKeyPayload extends MutationPayload {
  @Field(() => ApiKey, { nullable: true, description: API_KEY })
  apiKey!: ApiKey | null;
}
