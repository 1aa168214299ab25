import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { SignJWT } from 'jose';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createVerifier } from '../../../src/modules/identity/create-verifier.ts';
import { InvalidTokenError, IssuerUnavailableError } from '../../../src/modules/identity/token.errors.ts';
import { developmentConfig, organisations } from './token-fixture.ts';

const COOLDOWN_MS = 30_000;
const MAX_AGE_MS = 600_000;

interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly jwk: object;
}

function signingKey(kid: string): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { kid, privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'EdDSA' } };
}

const first = signingKey('2026-10');
const second = signingKey('2026-11');

/** A token issuer on loopback that publishes whatever keys it has at the moment. */
let published: readonly SigningKey[];
let status: number;
let requests: number;
let server: Server;

async function verifier() {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const config = { ...developmentConfig('/nowhere'), JWKS_URL: `http://127.0.0.1:${port}/jwks` };
  return createVerifier({ config, organisations });
}

async function bearer(
  key: SigningKey,
  kid: string | null = key.kid,
  alg: 'EdDSA' | 'RS256' = 'EdDSA',
): Promise<string> {
  const token = await new SignJWT({ role: 'operator' })
    .setProtectedHeader({ alg, ...(kid !== null && { kid }) })
    .setIssuer('https://issuer.test')
    .setAudience('rfq-engine')
    .setSubject('ada')
    .setIssuedAt(new Date())
    .setExpirationTime(new Date(Date.now() + 3_600_000))
    .sign(key.privateKey);
  return `Bearer ${token}`;
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-20T12:00:00Z') });
  [published, status, requests] = [[first], 200, 0];
  server = createServer((_request, response) => {
    requests += 1;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ keys: published.map((key) => key.jwk) }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(async () => {
  vi.useRealTimers();
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

test('reads the issuer’s keys once for many tokens', async () => {
  const verify = await verifier();
  const tokens = await Promise.all(Array.from({ length: 20 }, () => bearer(first)));
  const actors = await Promise.all(tokens.map((token) => verify(token)));
  expect(actors).toEqual(tokens.map(() => ({ role: 'OPERATOR', userId: 'ada' })));
  expect(requests).toBe(1);
});

test('takes a new key as soon as a token names it, and keeps the old one while it is published', async () => {
  const verify = await verifier();
  await verify(await bearer(first));
  published = [first, second];
  vi.advanceTimersByTime(COOLDOWN_MS);
  expect(await verify(await bearer(second))).toMatchObject({ role: 'OPERATOR' });
  expect(await verify(await bearer(first))).toMatchObject({ role: 'OPERATOR' });
  expect(requests).toBe(2);
});

test('stops trusting a withdrawn key within ten minutes', async () => {
  const verify = await verifier();
  const token = await bearer(first);
  await verify(token);
  published = [second];
  vi.advanceTimersByTime(MAX_AGE_MS);
  await expect(verify(token)).rejects.toBeInstanceOf(InvalidTokenError);
});

test('asks the issuer at most once in half a minute for key names that nobody knows', async () => {
  const verify = await verifier();
  await verify(await bearer(first));
  for (const kid of ['x', 'y', '../z']) {
    await expect(verify(await bearer(second, kid))).rejects.toBeInstanceOf(InvalidTokenError);
  }
  expect(requests).toBe(1);
  vi.advanceTimersByTime(COOLDOWN_MS);
  await expect(verify(await bearer(second, 'w'))).rejects.toBeInstanceOf(InvalidTokenError);
  await expect(verify(await bearer(second, 'v'))).rejects.toBeInstanceOf(InvalidTokenError);
  expect(requests).toBe(2);
});

test('refuses another key under a published name', async () => {
  const verify = await verifier();
  await expect(verify(await bearer(second, first.kid))).rejects.toBeInstanceOf(InvalidTokenError);
});

test('does not guess between several keys for a token that names none', async () => {
  published = [first, second];
  const verify = await verifier();
  await expect(verify(await bearer(first, null))).rejects.toBeInstanceOf(InvalidTokenError);
});

test('refuses an algorithm that is not the configured one, though the issuer publishes a key for it', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const rsa = { kid: 'rsa', privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid: 'rsa' } };
  published = [first, rsa];
  const verify = await verifier();
  await expect(verify(await bearer(rsa, rsa.kid, 'RS256'))).rejects.toBeInstanceOf(InvalidTokenError);
  expect(await verify(await bearer(first))).toMatchObject({ role: 'OPERATOR' });
});

test('refuses a development key even when it is published', async () => {
  const development = signingKey('development-7');
  published = [development];
  const verify = await verifier();
  await expect(verify(await bearer(development))).rejects.toBeInstanceOf(InvalidTokenError);
});

test('an issuer that does not answer is no fault of the token', async () => {
  status = 500;
  const verify = await verifier();
  const token = await bearer(first);
  await expect(verify(token)).rejects.toBeInstanceOf(IssuerUnavailableError);
  status = 200;
  expect(await verify(token)).toMatchObject({ role: 'OPERATOR' });
});
