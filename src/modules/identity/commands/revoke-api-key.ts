import { sql } from '../../../platform/db/sql.ts';
import type { CommandContext } from '../../../platform/graphql/context.ts';
import type { RevokeApiKeyInput } from '../api-key-input.type.ts';
import { changeApiKey } from '../api-key-change.ts';

/** Ends a key with all its secrets, for good: the next request with one is refused. One that is revoked stays as it is. Throws `FORBIDDEN` or `NOT_FOUND`. */
export async function revokeApiKey(
  ctx: CommandContext,
  input: RevokeApiKeyInput,
): Promise<{ apiKeyId: string; replayed: boolean }> {
  return changeApiKey(ctx, 'revokeApiKey', input, async (tx, id) => {
    await sql(tx, 'update api_key set revoked_at = clock_timestamp() where id = $1 and revoked_at is null', [
      id,
    ]);
    return {};
  });
}
