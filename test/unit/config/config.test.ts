import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../../src/platform/config/config.ts';

const pem = (key: { export(options: { type: 'spki'; format: 'pem' }): string | Buffer }): string =>
  key.export({ type: 'spki', format: 'pem' }).toString();

const ed25519 = generateKeyPairSync('ed25519');
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const shortRsa = generateKeyPairSync('rsa', { modulusLength: 1024 });

const production = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://db/rfq',
  REDIS_URL: 'redis://redis:6379',
};

describe('the configuration', () => {
  test('needs nothing on a laptop', () => {
    expect(readConfig({})).toMatchObject({ NODE_ENV: 'development', HOST: '127.0.0.1', PORT: 4000 });
  });

  test('takes an empty variable for an absent one', () => {
    expect(readConfig({ PORT: '', JWKS_URL: '' })).toMatchObject({ PORT: 4000 });
  });

  test('lists every problem at once', () => {
    expect(() => readConfig({ PORT: 'x', LOG_LEVEL: 'loud', QUEUE_PARTITIONS: '0' })).toThrow(
      /PORT: .*\n.*QUEUE_PARTITIONS: .*\n.*LOG_LEVEL: /,
    );
  });

  test('of production names what a laptop may lack', () => {
    expect(() => readConfig({ NODE_ENV: 'production' })).toThrow(
      /DATABASE_URL: is required in production\n.*REDIS_URL: is required in production\n.*JWKS_URL: or JWT_PUBLIC_KEY is required/,
    );
  });

  test('of production reads keys over https alone', () => {
    expect(() => readConfig({ ...production, JWKS_URL: 'http://issuer.test/jwks' })).toThrow(/must be https/);
    expect(readConfig({ ...production, JWKS_URL: 'https://issuer.test/jwks' }).NODE_ENV).toBe('production');
  });
});

describe('JWT_PUBLIC_KEY', () => {
  test.each([
    ['EdDSA', pem(ed25519.publicKey)],
    ['ES256', pem(p256.publicKey)],
    ['RS256', pem(rsa.publicKey)],
  ])('is taken for %s', (JWT_ALGORITHM, JWT_PUBLIC_KEY) => {
    expect(readConfig({ JWT_ALGORITHM, JWT_PUBLIC_KEY }).JWT_PUBLIC_KEY).toBe(JWT_PUBLIC_KEY);
  });

  test('may be written on one line', () => {
    const key = pem(ed25519.publicKey);
    const config = readConfig({ JWT_PUBLIC_KEY: key.replaceAll('\n', String.raw`\n`) });
    expect(config.JWT_PUBLIC_KEY).toBe(key);
  });

  test.each([
    ['of another kind', 'EdDSA', pem(rsa.publicKey)],
    ['of another curve', 'ES256', pem(p384.publicKey)],
    ['that is too short', 'RS256', pem(shortRsa.publicKey)],
  ])('is refused with a key %s', (_why, JWT_ALGORITHM, JWT_PUBLIC_KEY) => {
    expect(() => readConfig({ JWT_ALGORITHM, JWT_PUBLIC_KEY })).toThrow(
      `JWT_PUBLIC_KEY: must be a key for JWT_ALGORITHM, which is ${JWT_ALGORITHM}`,
    );
  });

  test('is refused, and not shown, when it is a private key or none', () => {
    const secret = ed25519.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    for (const JWT_PUBLIC_KEY of [
      secret,
      'secret',
      '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----',
    ]) {
      expect(() => readConfig({ JWT_PUBLIC_KEY })).toThrow(
        /^The configuration is not usable:\n {2}JWT_PUBLIC_KEY: must be a public key as PEM \(SPKI\)$/,
      );
    }
  });

  test('is refused beside JWKS_URL, since one of them would be ignored', () => {
    const both = { JWKS_URL: 'https://issuer.test/jwks', JWT_PUBLIC_KEY: pem(ed25519.publicKey) };
    expect(() => readConfig(both)).toThrow(/JWT_PUBLIC_KEY: set one of them/);
  });
});
