import DataLoader from 'dataloader';
import type { Actor } from '../../platform/kernel/actor.ts';
import { type Db, sql, sqlOne } from '../../platform/db/sql.ts';
import { defineLoader } from '../../platform/graphql/context.ts';
import type { ApiKeyRole, ApiKeyState } from './api-key.rules.ts';

export interface ApiKeyRecord {
  readonly id: string;
  readonly partnerId: string;
  readonly name: string;
  /** That of the newest secret. */
  readonly prefix: string;
  readonly role: ApiKeyRole;
  readonly state: ApiKeyState;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
}

export interface ApiKeySecretRecord {
  readonly prefix: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
}

/** What has become of a key `k`, at this moment. */
export const API_KEY_STATE = `case when k.revoked_at is not null then 'REVOKED'
  when k.expires_at <= clock_timestamp() then 'EXPIRED' else 'ACTIVE' end`;

/** The columns of an `ApiKeyRecord`, of `api_key k`. */
export const API_KEY_COLUMNS = `k.id, k.partner_id as "partnerId", k.name, k.role, ${API_KEY_STATE} as state, k.created_by as "createdBy",
  k.created_at as "createdAt", k.expires_at as "expiresAt", k.revoked_at as "revokedAt",
  (select s.prefix from api_key_secret s where s.api_key_id = k.id and s.expires_at is null) as prefix`;

/** The SQL condition under which a secret `s` of a key `k` opens the API, at this moment. */
const IN_FORCE = `k.revoked_at is null and (k.expires_at is null or k.expires_at > clock_timestamp())
  and (s.expires_at is null or s.expires_at > clock_timestamp())`;

/** The SQL condition on `api_key k` under which an actor may read it. */
function readableBy(actor: Actor, parameters: unknown[]): string {
  switch (actor.role) {
    case 'PARTNER':
      return `k.partner_id = $${parameters.push(actor.partnerId)}`;
    case 'OPERATOR':
      return 'true';
    case 'AGENT':
    case 'BUYER':
    case 'SUPPLIER':
      return 'false';
  }
}

/** Keys by id that the actor may read, in no order. */
export function findApiKeys(db: Db, actor: Actor, ids: readonly string[]): Promise<ApiKeyRecord[]> {
  const parameters: unknown[] = [ids];
  const readable = readableBy(actor, parameters);
  return sql<ApiKeyRecord>(
    db,
    `select ${API_KEY_COLUMNS} from api_key k where k.id = any($1::uuid[]) and ${readable}`,
    parameters,
  );
}

/** Keys as the caller may read them: `null` for foreign and absent ones. */
export const apiKeyLoader = defineLoader(
  ({ db, actor }) =>
    new DataLoader<string, ApiKeyRecord | null>(async (ids) => {
      const rows = actor ? await findApiKeys(db, actor, ids) : [];
      const byId = new Map(rows.map((row) => [row.id, row]));
      return ids.map((id) => byId.get(id) ?? null);
    }),
);

/** The secrets that are in force, newest first, of keys that the caller was let through to. */
export const apiKeySecretsLoader = defineLoader(
  ({ db }) =>
    new DataLoader<string, ApiKeySecretRecord[]>(async (ids) => {
      const rows = await sql<ApiKeySecretRecord & { apiKeyId: string }>(
        db,
        `select s.api_key_id as "apiKeyId", s.prefix, s.created_at as "createdAt", s.expires_at as "expiresAt",
                u.last_used_at as "lastUsedAt"
           from api_key_secret s join api_key k on k.id = s.api_key_id left join api_key_use u on u.prefix = s.prefix
          where s.api_key_id = any($1::uuid[]) and ${IN_FORCE}
          order by s.created_at desc`,
        [ids],
      );
      const byKey = new Map<string, ApiKeySecretRecord[]>(ids.map((id) => [id, []]));
      for (const row of rows) byKey.get(row.apiKeyId)?.push(row);
      return ids.map((id) => byKey.get(id) ?? []);
    }),
);

/** When any secret of a key was last seen; `null` for never. */
export const apiKeyLastUseLoader = defineLoader(
  ({ db }) =>
    new DataLoader<string, Date | null>(async (ids) => {
      const rows = await sql<{ apiKeyId: string; at: Date }>(
        db,
        `select s.api_key_id as "apiKeyId", max(u.last_used_at) as at
           from api_key_secret s join api_key_use u on u.prefix = s.prefix
          where s.api_key_id = any($1::uuid[]) group by s.api_key_id`,
        [ids],
      );
      const byKey = new Map(rows.map((row) => [row.apiKeyId, row.at]));
      return ids.map((id) => byKey.get(id) ?? null);
    }),
);

export interface SecretInForce {
  readonly id: string;
  readonly partnerId: string;
  readonly role: ApiKeyRole;
  readonly hash: Buffer;
  /** Whether its last use was noted long enough ago to be noted again. */
  readonly useIsStale: boolean;
}

/** How coarse the time of last use is: it is written no more often than this. */
const USE_GRAIN = '5 minutes';

/** The key behind a prefix; `null` where there is none or it is not in force any more. */
export function findSecretInForce(db: Db, prefix: string): Promise<SecretInForce | null> {
  return sqlOne<SecretInForce>(
    db,
    `select k.id, k.partner_id as "partnerId", k.role, s.hash,
            coalesce(u.last_used_at < clock_timestamp() - interval '${USE_GRAIN}', true) as "useIsStale"
       from api_key_secret s join api_key k on k.id = s.api_key_id left join api_key_use u on u.prefix = s.prefix
      where s.prefix = $1 and ${IN_FORCE}`,
    [prefix],
  );
}
