import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { IssuerConfig } from '../../../src/modules/identity/create-issuer.ts';
import type { Organisations } from '../../../src/modules/identity/organisations.ts';

export const NOW = new Date('2026-11-20T12:00:00Z');
export const PARTNER = '0193c000-0000-7000-8000-00000000aaaa';
export const BUYER = '0193c000-0000-7000-8000-00000000bbbb';
export const SUPPLIER = '0193c000-0000-7000-8000-00000000cccc';
export const UNKNOWN = '0193c000-0000-7000-8000-00000000ffff';

/** A world of one partner, its one buyer and one supplier. */
export const organisations: Organisations = {
  partnerOfBuyer: async (id) => (id === BUYER ? PARTNER : null),
  hasPartner: async (id) => id === PARTNER,
  hasSupplier: async (id) => id === SUPPLIER,
};

/** A directory that is gone when the file's tests are over. */
export async function temporaryDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'rfq-identity-'));
  afterAll(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

/** What a developer's machine is configured with, keys kept in `dataDir`. */
export const developmentConfig = (dataDir: string): IssuerConfig => ({
  NODE_ENV: 'development',
  DATA_DIR: dataDir,
  JWT_ISSUER: 'https://issuer.test',
  JWT_AUDIENCE: 'rfq-engine',
  JWT_ALGORITHM: 'EdDSA',
  JWT_MAX_AGE_SECONDS: 86_400,
  JWKS_URL: undefined,
  JWT_PUBLIC_KEY: undefined,
});
