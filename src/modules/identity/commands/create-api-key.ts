import { actorKey } from '../../../platform/kernel/actor.ts';
import { fail } from '../../../platform/kernel/domain-error.ts';
import { idOfKey, newId } from '../../../platform/kernel/ids.ts';
import { sql, sqlOne, type Tx } from '../../../platform/db/sql.ts';
import type { CommandContext } from '../../../platform/graphql/context.ts';
import type { CreateApiKeyInput } from '../api-key-input.type.ts';
import { checkNewKey, MAX_ACTIVE_KEYS, requireKeyManager } from '../api-key.rules.ts';
import { addSecret } from '../api-key.writes.ts';
import { changePartner } from '../partner-change.ts';
import { managedPartner } from '../partner.rules.ts';

/** Makes a key and returns its secret, which is `null` on a replay: it was kept nowhere. Throws `FORBIDDEN`, `VALIDATION_FAILED`, `INVALID_STATE`. */
export async function createApiKey(
  ctx: CommandContext,
  input: CreateApiKeyInput,
): Promise<{ apiKeyId: string; secret: string | null; replayed: boolean }> {
  requireKeyManager(ctx.actor);
  const partnerId = managedPartner(ctx.actor, input.partnerId);
  checkNewKey(input);
  const key = input.idempotencyKey ?? undefined;
  const apiKeyId = key === undefined ? newId() : idOfKey(actorKey(ctx.actor), `api-key:${partnerId}`, key);
  let secret: string | null = null;
  const act = { partnerId, action: 'createApiKey', input, creation: true } as const;
  const { replayed } = await changePartner(ctx, act, async (tx) => {
    await checkAgainstClock(tx, partnerId, input.expiresAt ?? null);
    await sql(
      tx,
      'insert into api_key (id, partner_id, name, role, created_by, expires_at) values ($1, $2, $3, $4, $5, $6)',
      [apiKeyId, partnerId, input.name.trim(), input.role, ctx.actor.userId, input.expiresAt ?? null],
    );
    secret = await addSecret(tx, apiKeyId);
    return { apiKeyId, role: input.role };
  });
  return { apiKeyId, secret, replayed };
}

/** Checks what only the database's clock can tell: an end that lies ahead, and room for one more key. */
async function checkAgainstClock(tx: Tx, partnerId: string, expiresAt: Date | null): Promise<void> {
  const row = await sqlOne<{ active: number; past: boolean }>(
    tx,
    `select count(*)::int as active, coalesce($2::timestamptz <= clock_timestamp(), false) as past
       from api_key where partner_id = $1 and revoked_at is null
        and (expires_at is null or expires_at > clock_timestamp())`,
    [partnerId, expiresAt],
  );
  if (row?.past) throw fail('VALIDATION_FAILED', 'The end must lie in the future.', ['expiresAt']);
  if ((row?.active ?? 0) >= MAX_ACTIVE_KEYS)
    throw fail('INVALID_STATE', `A partner has at most ${MAX_ACTIVE_KEYS} active keys: revoke one first.`);
}
