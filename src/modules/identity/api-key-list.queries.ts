import type { GraphContext } from '../../platform/graphql/context.ts';
import { nestedPage } from '../../platform/graphql/nested-page.ts';
import type { Connection, ConnectionArgs } from '../../platform/graphql/relay.ts';
import { API_KEY_COLUMNS, API_KEY_STATE, type ApiKeyRecord } from './api-key.queries.ts';
import type { ApiKeyState } from './api-key.rules.ts';
import { type ApiKey, toApiKey } from './api-key.type.ts';

/** A partner's keys, newest first. */
export function listApiKeys(
  context: GraphContext,
  partnerId: string,
  states: readonly ApiKeyState[] | null,
  args: ConnectionArgs,
): Promise<Connection<ApiKey>> {
  const list = {
    name: 'apiKeys',
    parent: 'k.partner_id',
    columns: API_KEY_COLUMNS,
    from: 'api_key k',
    where: states ? `${API_KEY_STATE} = any($1::text[])` : 'true',
    parameters: states ? [states] : [],
    keys: [
      { column: 'k.created_at', type: 'timestamptz' },
      { column: 'k.id', type: 'uuid' },
    ],
    descending: true,
  };
  return nestedPage<ApiKeyRecord, ApiKey>(context, list, partnerId, args, toApiKey);
}
