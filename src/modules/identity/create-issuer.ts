import { SignJWT } from 'jose';
import type { Config } from '../../platform/config/config.ts';
import { Role } from '../../platform/kernel/actor.ts';
import { DEVELOPMENT_ALGORITHM, developmentKey, type KeyConfig } from './development-key.ts';
import { CLAIM_OF_ROLE } from './token.rules.ts';

export type IssuerConfig = KeyConfig & Pick<Config, 'JWT_ISSUER' | 'JWT_AUDIENCE' | 'JWT_MAX_AGE_SECONDS'>;

export interface TokenRequest {
  readonly role: Role;
  /** Id of the buyer, the supplier, or (partner, agent) the partner. Operators have none. */
  readonly org?: string | undefined;
  readonly user: string;
  /** Life span; the longest that is accepted when left out. */
  readonly ttlSeconds?: number;
  /** When it is issued; now when left out. */
  readonly issuedAt?: Date;
}

export interface IssuedToken {
  readonly token: string;
  readonly expiresAt: Date;
}

/** Signs tokens with the development key. */
export interface Issuer {
  issue(request: TokenRequest): Promise<IssuedToken>;
}

/** Makes an issuer for development, demonstration and tests. Throws in production and where other keys are configured. */
export async function createIssuer(config: IssuerConfig): Promise<Issuer> {
  const { kid, privateKey } = await developmentKey(config);
  return {
    async issue({ role, org, user, ttlSeconds = config.JWT_MAX_AGE_SECONDS, issuedAt = new Date() }) {
      if ((role === Role.OPERATOR) !== (org === undefined)) {
        throw new Error('Every role but OPERATOR names its organisation; OPERATOR has none.');
      }
      const expiresAt = new Date(issuedAt.getTime() + ttlSeconds * 1_000);
      const token = await new SignJWT({ role: CLAIM_OF_ROLE[role], ...(org !== undefined && { org }) })
        .setProtectedHeader({ alg: DEVELOPMENT_ALGORITHM, kid, typ: 'JWT' })
        .setIssuer(config.JWT_ISSUER)
        .setAudience(config.JWT_AUDIENCE)
        .setSubject(user)
        .setIssuedAt(issuedAt)
        .setExpirationTime(expiresAt)
        .sign(privateKey);
      return { token, expiresAt };
    },
  };
}
