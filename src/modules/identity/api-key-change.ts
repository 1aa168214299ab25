import { keyOf } from '../../platform/kernel/ids.ts';
import type { Tx } from '../../platform/db/sql.ts';
import type { CommandContext } from '../../platform/graphql/context.ts';
import { findApiKeys } from './api-key.queries.ts';
import { apiKeyNotFound, requireKeyManager } from './api-key.rules.ts';
import { changePartner } from './partner-change.ts';

/** The frame of every change of one API key: a change of its partner, for those who manage its keys. Throws `FORBIDDEN` or `NOT_FOUND`. */
export async function changeApiKey(
  ctx: CommandContext,
  action: string,
  input: { readonly apiKeyId: string; readonly idempotencyKey?: string | undefined },
  change: (tx: Tx, apiKeyId: string) => Promise<Record<string, unknown>>,
): Promise<{ apiKeyId: string; replayed: boolean }> {
  requireKeyManager(ctx.actor);
  const [id] = keyOf('ApiKey', input.apiKeyId, 1) ?? [];
  const [key] = id === undefined ? [] : await findApiKeys(ctx.db, ctx.actor, [id]);
  if (!key) throw apiKeyNotFound();
  const { partnerId } = key;
  const { replayed } = await changePartner(ctx, { partnerId, action, input }, async (tx) => ({
    apiKeyId: key.id,
    ...(await change(tx, key.id)),
  }));
  return { apiKeyId: key.id, replayed };
}
