import { createPublicKey } from 'node:crypto';
import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import { developmentKey, isDevelopmentKid, type KeyConfig } from './development-key.ts';
import { InvalidTokenError, IssuerUnavailableError } from './token.errors.ts';

/** Keys that the issuer has withdrawn are trusted no longer than this. */
const JWKS_MAX_AGE_MS = 10 * 60_000;
/** An unknown key name makes us ask the issuer again, but not more often than this: names are free to forge. */
const JWKS_COOLDOWN_MS = 30_000;
const JWKS_TIMEOUT_MS = 3_000;

/**
 * The keys that tokens are verified with: the issuer's by URL, the configured one, or, with neither, the
 * development key. A token's header chooses among them by name and brings none of its own.
 */
export async function verificationKeys(config: KeyConfig): Promise<JWTVerifyGetKey> {
  if (config.JWKS_URL !== undefined) return refusingDevelopment(issuerKeys(new URL(config.JWKS_URL)));
  if (config.JWT_PUBLIC_KEY !== undefined) {
    const key = createPublicKey(config.JWT_PUBLIC_KEY);
    return refusingDevelopment(() => key);
  }
  const { publicKey } = await developmentKey(config);
  return () => publicKey;
}

function refusingDevelopment(keys: JWTVerifyGetKey): JWTVerifyGetKey {
  return (header, token) => {
    if (isDevelopmentKid(header.kid)) throw new InvalidTokenError('DEVELOPMENT_KEY');
    return keys(header, token);
  };
}

function issuerKeys(url: URL): JWTVerifyGetKey {
  const keys = createRemoteJWKSet(url, {
    cacheMaxAge: JWKS_MAX_AGE_MS,
    cooldownDuration: JWKS_COOLDOWN_MS,
    timeoutDuration: JWKS_TIMEOUT_MS,
  });
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      const noSuchKey =
        error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys;
      if (noSuchKey) throw error;
      throw new IssuerUnavailableError(error);
    }
  };
}
