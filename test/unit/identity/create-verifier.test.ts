import { createHmac, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createVerifier } from '../../../src/modules/identity/create-verifier.ts';
import { InvalidTokenError } from '../../../src/modules/identity/token.errors.ts';
import { encodeNodeId } from '../../../src/platform/kernel/ids.ts';
import { BUYER, developmentConfig, NOW, organisations, PARTNER, SUPPLIER, UNKNOWN } from './token-fixture.ts';

const issuer = generateKeyPairSync('ed25519');
const stranger = generateKeyPairSync('ed25519');
const pem = issuer.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const config = { ...developmentConfig('/nowhere'), NODE_ENV: 'production' as const, JWT_PUBLIC_KEY: pem };
const verify = await createVerifier({ config, organisations, now: () => NOW });

const nowSeconds = NOW.getTime() / 1000;
const header = { alg: 'EdDSA', typ: 'JWT' };
const claims = {
  iss: config.JWT_ISSUER,
  aud: config.JWT_AUDIENCE,
  sub: 'ada',
  role: 'operator',
  iat: nowSeconds - 60,
  exp: nowSeconds + 60,
};
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Signed by hand: a library would refuse to make most of what is tested here. */
function tokenOf(head: object, body: object, key = issuer.privateKey): string {
  const input = `${encode(head)}.${encode(body)}`;
  return `${input}.${sign(null, Buffer.from(input), key).toString('base64url')}`;
}
const valid = tokenOf(header, claims);
const { exp: _exp, ...withoutExp } = claims;
const { iat: _iat, ...withoutIat } = claims;

function hmacToken(secret: string | Buffer): string {
  const input = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

function rsaToken(): string {
  const input = `${encode({ alg: 'RS256' })}.${encode(claims)}`;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`;
}

const strangerJwk = stranger.publicKey.export({ format: 'jwk' });
const [head = '', body = '', signature = ''] = valid.split('.');

const HOSTILE: Record<string, string> = {
  'an empty header': '',
  'no token': 'Bearer ',
  'another scheme': `Basic ${valid}`,
  'two tokens': `Bearer ${valid} ${valid}`,
  garbage: 'Bearer garbage',
  'three empty parts': 'Bearer ..',
  'parts that are no JSON': 'Bearer AAAA.AAAA.AAAA',
  'padding in a part': `Bearer ${head}=.${body}.${signature}`,
  'a huge token': `Bearer ${'a'.repeat(1_000_000)}.b.c`,
  'a huge valid token': `Bearer ${tokenOf(header, { ...claims, padding: 'x'.repeat(10_000) })}`,
  'algorithm none': `Bearer ${encode({ alg: 'none' })}.${body}.`,
  'algorithm None with a signature': `Bearer ${tokenOf({ alg: 'None' }, claims)}`,
  'the public key as an HMAC secret': `Bearer ${hmacToken(pem)}`,
  'the raw public key as an HMAC secret': `Bearer ${hmacToken(createPublicKey(pem).export({ type: 'spki', format: 'der' }))}`,
  'another algorithm': `Bearer ${rsaToken()}`,
  'another key': `Bearer ${tokenOf(header, claims, stranger.privateKey)}`,
  'an embedded key': `Bearer ${tokenOf({ ...header, jwk: strangerJwk }, claims, stranger.privateKey)}`,
  'a key URL': `Bearer ${tokenOf({ ...header, jku: 'https://evil.test/jwks' }, claims, stranger.privateKey)}`,
  'an embedded certificate': `Bearer ${tokenOf({ ...header, x5c: ['MIIB'] }, claims, stranger.privateKey)}`,
  'a key name that leaves its directory': `Bearer ${tokenOf({ ...header, kid: '../../../dev/null' }, claims, stranger.privateKey)}`,
  'a key name with SQL': `Bearer ${tokenOf({ ...header, kid: "' or 1=1 --" }, claims, stranger.privateKey)}`,
  'a development key’s name': `Bearer ${tokenOf({ ...header, kid: 'development-1' }, claims)}`,
  'an unknown critical extension': `Bearer ${tokenOf({ ...header, crit: ['x'], x: 1 }, claims)}`,
  'an unencoded payload': `Bearer ${tokenOf({ ...header, crit: ['b64'], b64: false }, claims)}`,
  'a tampered payload': `Bearer ${head}.${encode({ ...claims, role: 'partner', org: PARTNER })}.${signature}`,
  'a tampered header': `Bearer ${encode({ ...header, kid: 'x' })}.${body}.${signature}`,
  'a cut signature': `Bearer ${valid.slice(0, -2)}`,
  'no signature': `Bearer ${head}.${body}.`,
  'a payload that is a list': `Bearer ${tokenOf(header, [claims])}`,
  expired: `Bearer ${tokenOf(header, { ...claims, exp: nowSeconds - 31 })}`,
  'no expiry': `Bearer ${tokenOf(header, withoutExp)}`,
  'an expiry in words': `Bearer ${tokenOf(header, { ...claims, exp: 'tomorrow' })}`,
  'no issue time': `Bearer ${tokenOf(header, withoutIat)}`,
  'too old, though not expired': `Bearer ${tokenOf(header, { ...claims, iat: nowSeconds - 86_431 })}`,
  'issued in the future': `Bearer ${tokenOf(header, { ...claims, iat: nowSeconds + 31 })}`,
  'not valid yet': `Bearer ${tokenOf(header, { ...claims, nbf: nowSeconds + 31 })}`,
  'another audience': `Bearer ${tokenOf(header, { ...claims, aud: 'other' })}`,
  'no audience': `Bearer ${tokenOf(header, { ...claims, aud: undefined })}`,
  'another issuer': `Bearer ${tokenOf(header, { ...claims, iss: 'https://evil.test' })}`,
  'an issuer with a slash more': `Bearer ${tokenOf(header, { ...claims, iss: `${config.JWT_ISSUER}/` })}`,
  'no subject': `Bearer ${tokenOf(header, { ...claims, sub: undefined })}`,
  'an empty subject': `Bearer ${tokenOf(header, { ...claims, sub: '' })}`,
  'a long subject': `Bearer ${tokenOf(header, { ...claims, sub: 'x'.repeat(201) })}`,
  'a subject that no table can hold': `Bearer ${tokenOf(header, { ...claims, sub: 'a\u0000b' })}`,
  'a subject that is a number': `Bearer ${tokenOf(header, { ...claims, sub: 7 })}`,
  'the name of an API key as the subject': `Bearer ${tokenOf(header, { ...claims, sub: 'api-key:1' })}`,
  'no role': `Bearer ${tokenOf(header, { ...claims, role: undefined })}`,
  'an unknown role': `Bearer ${tokenOf(header, { ...claims, role: 'admin' })}`,
  'a role in capitals': `Bearer ${tokenOf(header, { ...claims, role: 'OPERATOR' })}`,
  'several roles': `Bearer ${tokenOf(header, { ...claims, role: ['operator'] })}`,
  'an operator of an organisation': `Bearer ${tokenOf(header, { ...claims, org: PARTNER })}`,
  'a buyer of none': `Bearer ${tokenOf(header, { ...claims, role: 'buyer' })}`,
  'an organisation that is no id': `Bearer ${tokenOf(header, { ...claims, role: 'buyer', org: '1 or 1=1' })}`,
  'an unknown buyer': `Bearer ${tokenOf(header, { ...claims, role: 'buyer', org: UNKNOWN })}`,
  'an unknown supplier': `Bearer ${tokenOf(header, { ...claims, role: 'supplier', org: UNKNOWN })}`,
  'an unknown partner': `Bearer ${tokenOf(header, { ...claims, role: 'partner', org: UNKNOWN })}`,
  'an agent of an unknown partner': `Bearer ${tokenOf(header, { ...claims, role: 'agent', org: UNKNOWN })}`,
  'the global id of another type': `Bearer ${tokenOf(header, { ...claims, role: 'buyer', org: encodeNodeId('Supplier', BUYER) })}`,
  'a supplier as a buyer': `Bearer ${tokenOf(header, { ...claims, role: 'buyer', org: SUPPLIER })}`,
};

const ANSWER = {
  code: 'UNAUTHENTICATED',
  http: { status: 401, headers: new Map([['www-authenticate', 'Bearer error="invalid_token"']]) },
};

describe('a hostile token', () => {
  test.each(Object.entries(HOSTILE))('is answered like every other: %s', async (_name, authorization) => {
    await expect(verify(authorization)).rejects.toSatisfy(
      (error) =>
        error instanceof InvalidTokenError &&
        error.message === 'The bearer token is not valid.' &&
        isDeepStrictEqual(error.extensions, ANSWER),
    );
  });

  test('never crashes the check, whatever its bytes', async () => {
    const authorization = fc.oneof(
      fc.string(),
      fc.string().map((text) => `Bearer ${text}`),
    );
    await fc.assert(
      fc.asyncProperty(authorization, async (text) => {
        await expect(verify(text)).rejects.toBeInstanceOf(InvalidTokenError);
      }),
    );
  });

  test('never crashes the check, whatever is signed', async () => {
    const any = fc.jsonValue();
    const payload = fc.record(
      { sub: any, role: any, org: any, iss: any, aud: any, exp: any, nbf: any },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string(), any), payload, async (extraHeader, signed) => {
        const token = tokenOf({ ...extraHeader, ...header }, signed);
        await expect(verify(`Bearer ${token}`)).rejects.toBeInstanceOf(InvalidTokenError);
      }),
    );
  });

  test('does not pass with one character changed', async () => {
    const character = fc.base64String({ minLength: 4, maxLength: 4 }).map((text) => text.charAt(0));
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: valid.length - 1 }), character, async (position, replacement) => {
        const changed = valid.slice(0, position) + replacement + valid.slice(position + 1);
        // The last character of a part carries bits that no byte needs.
        fc.pre(bytesOf(changed) !== bytesOf(valid));
        await expect(verify(`Bearer ${changed}`)).rejects.toBeInstanceOf(InvalidTokenError);
      }),
    );
  });
});

const bytesOf = (token: string): string =>
  token
    .split('.')
    .map((part) => Buffer.from(part, 'base64url').toString('hex'))
    .join('.');

const actorOf = (extra: object) => verify(`Bearer ${tokenOf(header, { ...claims, ...extra })}`);

describe('a good token', () => {
  test.each([
    ['operator', undefined, { role: 'OPERATOR', userId: 'ada' }],
    ['supplier', SUPPLIER, { role: 'SUPPLIER', userId: 'ada', supplierId: SUPPLIER }],
    ['partner', PARTNER, { role: 'PARTNER', userId: 'ada', partnerId: PARTNER }],
    ['agent', PARTNER, { role: 'AGENT', userId: 'ada', partnerId: PARTNER }],
    ['buyer', BUYER, { role: 'BUYER', userId: 'ada', buyerId: BUYER, partnerId: PARTNER }],
  ])('says who is calling as %s', async (role, org, actor) => {
    expect(await actorOf({ role, org })).toEqual(actor);
  });

  test('is not believed about a buyer’s partner: the database is', async () => {
    const lying = { role: 'buyer', org: BUYER, partner: UNKNOWN, partnerId: UNKNOWN };
    expect(await actorOf(lying)).toMatchObject({ buyerId: BUYER, partnerId: PARTNER });
  });

  test('makes one actor of its organisation, however the id is written', async () => {
    expect(await actorOf({ role: 'buyer', org: BUYER.toUpperCase() })).toMatchObject({ buyerId: BUYER });
  });

  test('names its organisation by the id in the database or in the API', async () => {
    const expected = { role: 'BUYER', userId: 'ada', buyerId: BUYER, partnerId: PARTNER };
    expect(await actorOf({ role: 'buyer', org: encodeNodeId('Buyer', BUYER) })).toEqual(expected);
    expect(await actorOf({ role: 'agent', org: encodeNodeId('Partner', PARTNER) })).toMatchObject({
      partnerId: PARTNER,
    });
  });

  test('passes while clocks differ by less than half a minute', async () => {
    const drifted = { exp: nowSeconds - 29, nbf: nowSeconds + 29, iat: nowSeconds - 86_429 };
    expect(await actorOf(drifted)).not.toBeNull();
  });

  test('passes under a scheme in lower case', async () => {
    expect(await verify(`bearer ${valid}`)).not.toBeNull();
  });
});

test('no header is no caller', async () => {
  expect(await verify(undefined)).toBeNull();
});

test('a fault of ours is not blamed on the token', async () => {
  const broken = await createVerifier({
    config,
    organisations: { ...organisations, hasPartner: () => Promise.reject(new Error('connection terminated')) },
    now: () => NOW,
  });
  const token = tokenOf(header, { ...claims, role: 'partner', org: PARTNER });
  await expect(broken(`Bearer ${token}`)).rejects.toThrow('connection terminated');
});
