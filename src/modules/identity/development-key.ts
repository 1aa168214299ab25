import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
} from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type Config, ConfigError } from '../../platform/config/config.ts';

/** The algorithm of development keys. */
export const DEVELOPMENT_ALGORITHM = 'EdDSA';

const KID_PREFIX = 'development-';
const FILE = 'dev-jwt.json';

const StoredKey = z.object({
  kid: z.string().startsWith(KID_PREFIX),
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string(),
  d: z.string(),
});

export interface DevelopmentKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** Whether a key's name marks it as one for development; wherever keys are configured, such tokens are refused. */
export const isDevelopmentKid = (kid: string | undefined): boolean => kid?.startsWith(KID_PREFIX) ?? false;

export type KeyConfig = Pick<
  Config,
  'NODE_ENV' | 'DATA_DIR' | 'JWKS_URL' | 'JWT_PUBLIC_KEY' | 'JWT_ALGORITHM'
>;

/**
 * The key pair that local processes share, in `DATA_DIR`, made on first use and readable by its owner alone.
 * Throws, before it touches the disk, in production and where other keys are configured.
 */
export async function developmentKey(config: KeyConfig): Promise<DevelopmentKey> {
  const refusal = refusalOf(config);
  if (refusal !== null) throw new ConfigError(refusal);
  const path = join(config.DATA_DIR, FILE);
  const stored = (await readKey(path)) ?? (await makeKey(config.DATA_DIR, path));
  const privateKey = createPrivateKey({ key: stored, format: 'jwk' });
  return { kid: stored.kid, privateKey, publicKey: createPublicKey(privateKey) };
}

function refusalOf(config: KeyConfig): string | null {
  if (config.NODE_ENV === 'production') return 'There are no development keys in production.';
  if (config.JWKS_URL !== undefined || config.JWT_PUBLIC_KEY !== undefined) {
    return 'JWKS_URL or JWT_PUBLIC_KEY is set, so tokens come from that issuer: there is no development key.';
  }
  if (config.JWT_ALGORITHM === DEVELOPMENT_ALGORITHM) return null;
  return `The development key is for ${DEVELOPMENT_ALGORITHM}: leave JWT_ALGORITHM out, or set JWKS_URL or JWT_PUBLIC_KEY.`;
}

async function readKey(path: string): Promise<z.infer<typeof StoredKey> | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
  try {
    return StoredKey.parse(JSON.parse(text));
  } catch {
    throw new ConfigError(`${path} holds no development key; delete it and a new one is made.`);
  }
}

/** Makes the file in one step, so that of two processes that start at once both take the key of the first. */
async function makeKey(dir: string, path: string): Promise<z.infer<typeof StoredKey>> {
  const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  const key = StoredKey.parse({ kid: `${KID_PREFIX}${randomUUID()}`, ...jwk });
  const draft = `${path}.${randomUUID()}`;
  await mkdir(dir, { recursive: true });
  await writeFile(draft, `${JSON.stringify(key, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  try {
    await link(draft, path);
    return key;
  } catch (error) {
    const first = hasCode(error, 'EEXIST') ? await readKey(path) : null;
    if (!first) throw error;
    return first;
  } finally {
    await rm(draft, { force: true });
  }
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
