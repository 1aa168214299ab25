import type { Actor } from '../../platform/kernel/actor.ts';
import type { Db } from '../../platform/db/sql.ts';
import { findSecretInForce } from './api-key.queries.ts';
import { actorOfKey } from './api-key.rules.ts';
import { API_KEY_MARK, isSecretOf, prefixOfSecret } from './api-key-secret.ts';
import { noteUse } from './api-key.writes.ts';
import type { Verify } from './create-verifier.ts';
import { InvalidTokenError } from './token.errors.ts';

const BEARER_API_KEY = new RegExp(`^[Bb]earer +(${API_KEY_MARK}.*)$`);

/**
 * Makes the check that every request passes: API keys are looked up, everything else is left to the check of
 * tokens. A key is looked up on every request, so that a revoked one is refused by the next.
 */
export function createAuthenticator(db: Db, verifyToken: Verify): Verify {
  return async (header) => {
    const key = BEARER_API_KEY.exec(header ?? '')?.[1];
    return key === undefined ? verifyToken(header) : callerByApiKey(db, key);
  };
}

async function callerByApiKey(db: Db, text: string): Promise<Actor> {
  const prefix = prefixOfSecret(text);
  if (prefix === null) throw new InvalidTokenError('API_KEY_FORM');
  const key = await findSecretInForce(db, prefix);
  if (!key || !isSecretOf(text, key.hash)) throw new InvalidTokenError('API_KEY');
  if (key.useIsStale) await noteUse(db, prefix);
  return actorOfKey(key);
}
