import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { encodeNodeId } from '../../platform/kernel/ids.ts';
import { connectionOf, Node } from '../../platform/graphql/relay.ts';
import { DateTimeScalar } from '../../platform/graphql/scalars.ts';
import type { ApiKeyRecord } from './api-key.queries.ts';
import { ApiKeyRole, ApiKeyState } from './api-key.rules.ts';

registerEnumType(ApiKeyRole, {
  name: 'ApiKeyRole',
  description: 'The role that a partner’s server acts in.',
  valuesConfig: {
    PARTNER: { description: 'Acts as the partner: also manages buyers, terms and rates, but no API keys.' },
    AGENT: {
      description: 'Acts for the partner’s buyers, each named in `onBehalfOf`, and changes nothing else.',
    },
  },
});

registerEnumType(ApiKeyState, {
  name: 'ApiKeyState',
  description: 'Whether a key opens the API.',
  valuesConfig: {
    ACTIVE: { description: 'It does.' },
    EXPIRED: { description: 'Its `expiresAt` has passed.' },
    REVOKED: { description: 'It was revoked.' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description: 'A secret of an API key that is in force. The secret itself is kept nowhere.',
})
export class ApiKeySecret {
  @Field(() => String, { description: 'Its beginning, such as "rfq_live_4Kd0Zb7TqXa".' })
  prefix!: string;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  createdAt!: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it stops working because it was replaced; null for the newest one.',
  })
  expiresAt!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was last used, to within five minutes; null for never.',
  })
  lastUsedAt!: Date | null;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'What a partner’s server identifies itself by: its secret is sent as `Authorization: Bearer rfq_live_…`.',
})
export class ApiKey implements Node {
  @Field(() => ID, { description: 'Global id; it stays while secrets are replaced.' })
  id!: string;

  @Field(() => String, { description: 'What it is for, in the partner’s words.' })
  name!: string;

  @Field(() => String, {
    description:
      'The beginning of its newest secret, which tells keys apart, such as "rfq_live_4Kd0Zb7TqXa".',
  })
  prefix!: string;

  @Field(() => ApiKeyRole, { description: 'The role that its caller acts in.' })
  role!: ApiKeyRole;

  @Field(() => ApiKeyState, { description: 'Whether it opens the API now.' })
  state!: ApiKeyState;

  @Field(() => String, { description: 'Who created it: the person as their token names them.' })
  createdBy!: string;

  @Field(() => DateTimeScalar, { description: 'When it was created.' })
  createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ends by itself; null for never.' })
  expiresAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was revoked; null while it is not.' })
  revokedAt!: Date | null;

  /** For edges. */
  record!: ApiKeyRecord;
}

export const ApiKeyConnection = connectionOf<ApiKey>('ApiKey', () => ApiKey);

/** A key as the API shows it. */
export const toApiKey = (record: ApiKeyRecord): ApiKey => ({
  id: encodeNodeId('ApiKey', record.id),
  name: record.name,
  prefix: record.prefix,
  role: record.role,
  state: record.state,
  createdBy: record.createdBy,
  createdAt: record.createdAt,
  expiresAt: record.expiresAt,
  revokedAt: record.revokedAt,
  record,
});
