import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Mutation, Resolver, Root } from 'type-graphql';
import { commandContext, type GraphContext, requireActor, withKey } from '../../platform/graphql/context.ts';
import { payload, SAFE_TO_RETRY } from '../../platform/graphql/payload.ts';
import { type Connection, ConnectionArgs } from '../../platform/graphql/relay.ts';
import { DateTimeScalar } from '../../platform/graphql/scalars.ts';
import {
  ApiKeyFilter,
  CreateApiKeyInput,
  CreateApiKeyPayload,
  RevokeApiKeyInput,
  RevokeApiKeyPayload,
  RotateApiKeyInput,
  RotateApiKeyPayload,
} from './api-key-input.type.ts';
import { listApiKeys } from './api-key-list.queries.ts';
import { apiKeyLastUseLoader, apiKeyLoader, apiKeySecretsLoader } from './api-key.queries.ts';
import { ApiKey, ApiKeyConnection, ApiKeySecret, toApiKey } from './api-key.type.ts';
import { createApiKey } from './commands/create-api-key.ts';
import { revokeApiKey } from './commands/revoke-api-key.ts';
import { rotateApiKey } from './commands/rotate-api-key.ts';
import { seesApiKeys } from './partner.rules.ts';
import { Partner } from './partner.type.ts';

/** Wraps a command: its key is read again through the caller's eyes. */
const apiKeyPayload = <Result extends { apiKeyId: string; replayed: boolean }>(
  context: GraphContext,
  run: () => Promise<Result>,
) =>
  payload(async () => {
    const result = await run();
    const record = await apiKeyLoader(context).clear(result.apiKeyId).load(result.apiKeyId);
    return { ...result, apiKey: record && toApiKey(record) };
  });

@Resolver(() => ApiKey)
export class ApiKeyResolver {
  @FieldResolver(() => [ApiKeySecret], {
    description:
      'The secrets that are in force, newest first: one, or two while the overlap of a rotation runs. Empty once the key has ended.',
  })
  secrets(@Root() { record }: ApiKey, @Ctx() context: GraphContext): Promise<ApiKeySecret[]> {
    return apiKeySecretsLoader(context).load(record.id);
  }

  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was last used, to within five minutes; null for never.',
  })
  lastUsedAt(@Root() { record }: ApiKey, @Ctx() context: GraphContext): Promise<Date | null> {
    return apiKeyLastUseLoader(context).load(record.id);
  }

  @Mutation(() => CreateApiKeyPayload, {
    description: `Makes an API key for a partner’s server and shows its secret once. For the partner’s people and operators. ${SAFE_TO_RETRY} A replay answers the key without its secret.`,
  })
  createApiKey(
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('input', () => CreateApiKeyInput, { description: 'The key.' }) input: CreateApiKeyInput,
  ) {
    return apiKeyPayload(context, () => createApiKey(commandContext(context), withKey(context, info, input)));
  }

  @Mutation(() => RotateApiKeyPayload, {
    description: `Gives an API key a new secret and shows it once; the secret before goes on working for the overlap. For the partner’s people and operators. ${SAFE_TO_RETRY} A replay answers the key without its secret.`,
  })
  rotateApiKey(
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('input', () => RotateApiKeyInput, { description: 'Which key, and the overlap.' })
    input: RotateApiKeyInput,
  ) {
    return apiKeyPayload(context, () => rotateApiKey(commandContext(context), withKey(context, info, input)));
  }

  @Mutation(() => RevokeApiKeyPayload, {
    description: `Ends an API key with all its secrets: the next request with one is refused. For the partner’s people and operators. ${SAFE_TO_RETRY}`,
  })
  revokeApiKey(
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('input', () => RevokeApiKeyInput, { description: 'Which key.' }) input: RevokeApiKeyInput,
  ) {
    return apiKeyPayload(context, () => revokeApiKey(commandContext(context), withKey(context, info, input)));
  }
}

@Resolver(() => Partner)
export class PartnerApiKeysResolver {
  @FieldResolver(() => ApiKeyConnection, {
    nullable: true,
    description: 'The keys of its servers, newest first; null for all but its own people and operators.',
  })
  async apiKeys(
    @Root() { record }: Partner,
    @Ctx() context: GraphContext,
    @Arg('filter', () => ApiKeyFilter, { nullable: true, description: 'Which ones.' })
    filter: ApiKeyFilter | null,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<ApiKey> | null> {
    if (!seesApiKeys(requireActor(context), record.id)) return null;
    return listApiKeys(context, record.id, filter?.states ?? null, args);
  }
}
