import { fail } from '../../../platform/kernel/domain-error.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { CommandContext } from '../../../platform/graphql/context.ts';
import type { RotateApiKeyInput } from '../api-key-input.type.ts';
import { findApiKeys } from '../api-key.queries.ts';
import { overlapOf } from '../api-key.rules.ts';
import { addSecret } from '../api-key.writes.ts';
import { changeApiKey } from '../api-key-change.ts';

/**
 * Gives a key a new secret and returns it (`null` on a replay). The one before goes on working for the overlap,
 * any older one ends at once. Throws `FORBIDDEN`, `NOT_FOUND`, and `INVALID_STATE` for a key that has ended.
 */
export async function rotateApiKey(
  ctx: CommandContext,
  input: RotateApiKeyInput,
): Promise<{ apiKeyId: string; secret: string | null; replayed: boolean }> {
  const overlapHours = overlapOf(input.overlapHours);
  let secret: string | null = null;
  const { apiKeyId, replayed } = await changeApiKey(ctx, 'rotateApiKey', input, async (tx, id) => {
    const [key] = await findApiKeys(tx, ctx.actor, [id]);
    if (key?.state !== 'ACTIVE')
      throw fail('INVALID_STATE', 'The key has ended; create another.', ['apiKeyId']);
    await sql(
      tx,
      'update api_key_secret set expires_at = now() where api_key_id = $1 and expires_at > now()',
      [id],
    );
    await sql(
      tx,
      'update api_key_secret set expires_at = now() + make_interval(hours => $2) where api_key_id = $1 and expires_at is null',
      [id, overlapHours],
    );
    secret = await addSecret(tx, id);
    return { overlapHours };
  });
  return { apiKeyId, secret, replayed };
}
