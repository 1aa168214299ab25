import { createHash } from 'node:crypto';
import { canonicalJson } from '../kernel/canonical-json.ts';
import { fail } from '../kernel/domain-error.ts';
import { sqlOne, type Tx } from '../db/sql.ts';
import { isLockTimeout } from '../db/sql-errors.ts';

const MAX_KEY_LENGTH = 200;
const KEY_TEXT = /^[^\p{Cc}\p{Surrogate}]{1,200}$/u;

/** What an idempotency key stands for: the mutation and all of its input but the key itself. */
export function requestHash(mutation: string, input: object): string {
  const rest = { ...input, idempotencyKey: undefined };
  return createHash('sha256')
    .update(`${mutation}\n${canonicalJson(rest)}`)
    .digest('hex');
}

/** Refuses keys that cannot be kept: empty ones, and those over 200 characters. */
export function checkKey(key: string | undefined): void {
  if (key !== undefined && !KEY_TEXT.test(key)) {
    throw fail('VALIDATION_FAILED', `An idempotency key has 1 to ${MAX_KEY_LENGTH} printable characters.`, [
      'idempotencyKey',
    ]);
  }
}

export interface KeyUse {
  readonly aggregateId: string;
  readonly actorKey: string;
  readonly key: string | undefined;
  readonly hash: string;
  /** The write makes the aggregate: its id is derived from the key, so the key is remembered for good. */
  readonly creation?: true;
}

/**
 * Claims a key for a write on an aggregate, first of all in the write's transaction. Returns true when the key
 * was used before with the same input: the caller answers with the object as it is, once it has found that the
 * actor may see it. Comes before every lock, because a twin that is still running holds those too: here the wait
 * for it ends in `IDEMPOTENCY_IN_PROGRESS`. Throws `IDEMPOTENCY_KEY_REUSED` for another input.
 */
export async function isReplay(tx: Tx, use: KeyUse): Promise<boolean> {
  checkKey(use.key);
  if (use.key === undefined) return false;
  const claimed = await waitForTwin(() =>
    sqlOne(
      tx,
      `insert into idempotency (rfq_id, actor_id, key, request_hash, creation) values ($1, $2, $3, $4, $5)
       on conflict do nothing returning key`,
      [use.aggregateId, use.actorKey, use.key, use.hash, use.creation ?? false],
    ),
  );
  if (claimed) return false;
  const row = await sqlOne<{ request_hash: string }>(
    tx,
    `select request_hash from idempotency where rfq_id = $1 and actor_id = $2 and key = $3`,
    [use.aggregateId, use.actorKey, use.key],
  );
  if (row?.request_hash !== use.hash) throw keyReused();
  return true;
}

export const keyReused = () =>
  fail('IDEMPOTENCY_KEY_REUSED', 'This idempotency key was used with another input; use a new key.', [
    'idempotencyKey',
  ]);

/** Runs a claiming insert; waiting too long for the transaction that holds the row becomes `IDEMPOTENCY_IN_PROGRESS`. */
export async function waitForTwin<T>(claim: () => Promise<T>): Promise<T> {
  try {
    return await claim();
  } catch (error) {
    if (!isLockTimeout(error)) throw error;
    throw fail(
      'IDEMPOTENCY_IN_PROGRESS',
      'The first request with this key is still running; retry in a few seconds.',
      ['idempotencyKey'],
    );
  }
}
