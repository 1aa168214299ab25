import { errors, jwtVerify } from 'jose';
import type { Config } from '../../platform/config/config.ts';
import { type Actor, Role } from '../../platform/kernel/actor.ts';
import type { KeyConfig } from './development-key.ts';
import type { Organisations } from './organisations.ts';
import { InvalidTokenError, IssuerUnavailableError } from './token.errors.ts';
import { bearerTokenOf, CLOCK_TOLERANCE_SECONDS, type Claims, readClaims } from './token.rules.ts';
import { verificationKeys } from './verification-keys.ts';

export type VerifierConfig = KeyConfig & Pick<Config, 'JWT_ISSUER' | 'JWT_AUDIENCE' | 'JWT_MAX_AGE_SECONDS'>;

export interface VerifierOptions {
  readonly config: VerifierConfig;
  readonly organisations: Organisations;
  readonly now?: () => Date;
}

/** Takes an `Authorization` header and says who is calling: `null` without one. Throws `InvalidTokenError` (401) for any that does not hold. */
export type Verify = (authorizationHeader: string | undefined) => Promise<Actor | null>;

/**
 * Makes the check that every request passes. A fault that is not the token's (the database or the issuer's
 * keys are away) is thrown as such. Throws where no key can be had.
 */
export async function createVerifier(options: VerifierOptions): Promise<Verify> {
  const { config, organisations, now = () => new Date() } = options;
  const keys = await verificationKeys(config);
  const verified = (token: string) =>
    jwtVerify(token, keys, {
      algorithms: [config.JWT_ALGORITHM],
      issuer: config.JWT_ISSUER,
      audience: config.JWT_AUDIENCE,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      maxTokenAge: config.JWT_MAX_AGE_SECONDS,
      requiredClaims: ['exp'],
      currentDate: now(),
    }).catch(asInvalid);

  return async (header) => {
    if (header === undefined) return null;
    const token = bearerTokenOf(header);
    if (token === null) throw new InvalidTokenError('NO_BEARER_TOKEN');
    const { payload } = await verified(token);
    const claims = readClaims(payload);
    if (!claims) throw new InvalidTokenError('CLAIMS');
    const actor = await actorOf(claims, organisations);
    if (!actor) throw new InvalidTokenError('UNKNOWN_ORGANISATION');
    return actor;
  };
}

/** Only the code is kept of jose's error: the rest holds the token's claims. */
function asInvalid(error: unknown): never {
  if (error instanceof InvalidTokenError || error instanceof IssuerUnavailableError) throw error;
  throw new InvalidTokenError(error instanceof errors.JOSEError ? error.code : 'MALFORMED');
}

/** The caller of verified claims; `null` when the organisation is unknown. A buyer's partner is looked up: a token's word for it would let the issuer's mistake cross tenants. */
async function actorOf(claims: Claims, organisations: Organisations): Promise<Actor | null> {
  const userId = claims.sub;
  switch (claims.role) {
    case 'buyer': {
      const partnerId = await organisations.partnerOfBuyer(claims.org);
      return partnerId === null ? null : { role: Role.BUYER, userId, buyerId: claims.org, partnerId };
    }
    case 'supplier': {
      const known = await organisations.hasSupplier(claims.org);
      return known ? { role: Role.SUPPLIER, userId, supplierId: claims.org } : null;
    }
    case 'partner':
    case 'agent': {
      const role = claims.role === 'agent' ? Role.AGENT : Role.PARTNER;
      const known = await organisations.hasPartner(claims.org);
      return known ? { role, userId, partnerId: claims.org } : null;
    }
    case 'operator':
      return { role: Role.OPERATOR, userId };
  }
}
