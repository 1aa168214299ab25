import { type Db, sql, type Tx } from '../../platform/db/sql.ts';
import { newSecret } from './api-key-secret.ts';

/** Gives a key a new secret and returns its text, which is kept nowhere. */
export async function addSecret(tx: Tx, apiKeyId: string): Promise<string> {
  const { text, prefix, hash } = newSecret();
  await sql(tx, 'insert into api_key_secret (prefix, api_key_id, hash) values ($1, $2, $3)', [
    prefix,
    apiKeyId,
    hash,
  ]);
  return text;
}

/** Notes that a secret was used just now. Best effort: it stands outside any transaction and is coarse by design. */
export async function noteUse(db: Db, prefix: string): Promise<void> {
  await sql(
    db,
    `insert into api_key_use (prefix, last_used_at) values ($1, now())
     on conflict (prefix) do update set last_used_at = excluded.last_used_at`,
    [prefix],
  );
}
