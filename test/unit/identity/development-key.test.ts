import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createIssuer } from '../../../src/modules/identity/create-issuer.ts';
import { createVerifier } from '../../../src/modules/identity/create-verifier.ts';
import { InvalidTokenError } from '../../../src/modules/identity/token.errors.ts';
import { Role } from '../../../src/platform/kernel/actor.ts';
import {
  BUYER,
  developmentConfig,
  NOW,
  organisations,
  PARTNER,
  SUPPLIER,
  temporaryDir,
} from './token-fixture.ts';

const dir = await temporaryDir();
const keyFile = (dataDir: string) => join(dataDir, 'dev-jwt.json');

describe('the development key', () => {
  test('is made on first use, readable by its owner alone', async () => {
    const config = developmentConfig(join(dir, 'made', 'deep'));
    await createIssuer(config);
    expect((await stat(keyFile(config.DATA_DIR))).mode & 0o777).toBe(0o600);
    expect(await readdir(config.DATA_DIR)).toEqual(['dev-jwt.json']);
  });

  test('is one for all processes, even when they start at once', async () => {
    const config = developmentConfig(join(dir, 'raced'));
    const issuers = await Promise.all(Array.from({ length: 8 }, () => createIssuer(config)));
    const verify = await createVerifier({ config, organisations });
    for (const issuer of issuers) {
      const { token } = await issuer.issue({ role: Role.OPERATOR, user: 'ada' });
      expect(await verify(`Bearer ${token}`)).toEqual({ role: 'OPERATOR', userId: 'ada' });
    }
    expect(await readdir(config.DATA_DIR)).toEqual(['dev-jwt.json']);
  });

  test('of one machine does not open another', async () => {
    const issuer = await createIssuer(developmentConfig(join(dir, 'mine')));
    const verify = await createVerifier({ config: developmentConfig(join(dir, 'theirs')), organisations });
    const { token } = await issuer.issue({ role: Role.OPERATOR, user: 'ada' });
    await expect(verify(`Bearer ${token}`)).rejects.toBeInstanceOf(InvalidTokenError);
  });

  test('that is damaged is named, and nothing is overwritten', async () => {
    const config = developmentConfig(join(dir, 'damaged'));
    await mkdir(config.DATA_DIR, { recursive: true });
    await writeFile(keyFile(config.DATA_DIR), '{"kid":"development-1"');
    await expect(createIssuer(config)).rejects.toThrow(/dev-jwt\.json holds no development key; delete it/);
    expect(await readFile(keyFile(config.DATA_DIR), 'utf8')).toBe('{"kid":"development-1"');
  });

  test.each([
    ['production', { NODE_ENV: 'production' as const }, /no development keys in production/],
    ['a configured issuer', { JWKS_URL: 'https://issuer.test/jwks' }, /tokens come from that issuer/],
    ['a configured key', { JWT_PUBLIC_KEY: 'PEM' }, /tokens come from that issuer/],
    ['another algorithm', { JWT_ALGORITHM: 'RS256' as const }, /development key is for EdDSA/],
  ])('does not exist beside %s: no file is made', async (name, overrides, message) => {
    const config = { ...developmentConfig(join(dir, 'refused', name)), ...overrides };
    await expect(createIssuer(config)).rejects.toThrow(message);
    await expect(readdir(config.DATA_DIR)).rejects.toThrow('ENOENT');
  });

  test('opens no API in production, which does not even read it', async () => {
    const config = developmentConfig(join(dir, 'production'));
    await createIssuer(config);
    await expect(
      createVerifier({ config: { ...config, NODE_ENV: 'production' }, organisations }),
    ).rejects.toThrow(/no development keys in production/);
  });
});

describe('a development token', () => {
  const config = developmentConfig(join(dir, 'tokens'));

  test.each([
    [Role.BUYER, BUYER, { buyerId: BUYER, partnerId: PARTNER }],
    [Role.SUPPLIER, SUPPLIER, { supplierId: SUPPLIER }],
    [Role.PARTNER, PARTNER, { partnerId: PARTNER }],
    [Role.AGENT, PARTNER, { partnerId: PARTNER }],
    [Role.OPERATOR, undefined, {}],
  ])('opens the API as %s', async (role, org, organisation) => {
    const issuer = await createIssuer(config);
    const verify = await createVerifier({ config, organisations });
    const { token } = await issuer.issue({ role, org, user: 'ada' });
    expect(await verify(`Bearer ${token}`)).toEqual({ role, userId: 'ada', ...organisation });
  });

  test('lives as long as asked for', async () => {
    const issuer = await createIssuer(config);
    const verifyAt = (seconds: number) =>
      createVerifier({ config, organisations, now: () => new Date(NOW.getTime() + seconds * 1000) });
    const { token, expiresAt } = await issuer.issue({
      role: Role.OPERATOR,
      user: 'ada',
      ttlSeconds: 600,
      issuedAt: NOW,
    });
    expect(expiresAt).toEqual(new Date(NOW.getTime() + 600_000));
    expect(await (await verifyAt(599))(`Bearer ${token}`)).not.toBeNull();
    await expect((await verifyAt(631))(`Bearer ${token}`)).rejects.toBeInstanceOf(InvalidTokenError);
  });

  test('names an organisation exactly where its role has one', async () => {
    const issuer = await createIssuer(config);
    await expect(issuer.issue({ role: Role.BUYER, user: 'ada' })).rejects.toThrow(/names its organisation/);
    await expect(issuer.issue({ role: Role.OPERATOR, org: PARTNER, user: 'ada' })).rejects.toThrow(
      /has none/,
    );
  });
});
