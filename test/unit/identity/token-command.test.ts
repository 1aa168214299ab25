import { runCommand } from 'citty';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { tokenCommand } from '../../../src/app/commands/token.ts';
import { createVerifier } from '../../../src/modules/identity/create-verifier.ts';
import { DEMO_BUYER_ID, DEMO_PARTNER_ID } from '../../../src/modules/identity/index.ts';
import { readConfig } from '../../../src/platform/config/config.ts';
import { encodeNodeId } from '../../../src/platform/kernel/ids.ts';
import { SUPPLIER, temporaryDir } from './token-fixture.ts';

const dir = await temporaryDir();
let printed: string[];

beforeEach(() => {
  printed = [];
  vi.stubEnv('DATA_DIR', dir);
  vi.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text));
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** Whom the API takes the printed token for, when every organisation exists. */
async function actorOf(token = ''): Promise<unknown> {
  const organisations = {
    partnerOfBuyer: async () => DEMO_PARTNER_ID,
    hasPartner: async () => true,
    hasSupplier: async () => true,
  };
  const verify = await createVerifier({ config: readConfig({ DATA_DIR: dir }), organisations });
  return verify(`Bearer ${token}`);
}

const run = (...rawArgs: string[]) => runCommand(tokenCommand, { rawArgs });

describe('npm run token', () => {
  test('prints a token that opens the API as the demonstration’s buyer, and nothing else', async () => {
    await run('--role', 'buyer');
    expect(printed).toHaveLength(1);
    expect(await actorOf(printed[0])).toMatchObject({
      role: 'BUYER',
      userId: 'demo',
      buyerId: DEMO_BUYER_ID,
    });
  });

  test.each([
    ['agent', { role: 'AGENT', partnerId: DEMO_PARTNER_ID }],
    ['partner', { role: 'PARTNER', partnerId: DEMO_PARTNER_ID }],
    ['operator', { role: 'OPERATOR' }],
  ])('knows the organisation of the demonstration for %s', async (role, actor) => {
    await run('--role', role, '--user', 'ada');
    expect(await actorOf(printed[0])).toEqual({ userId: 'ada', ...actor });
  });

  test('takes an organisation by its id in the API or in the database', async () => {
    await run('--role', 'supplier', '--org', encodeNodeId('Supplier', SUPPLIER));
    await run('--role', 'supplier', '--org', SUPPLIER);
    for (const token of printed) expect(await actorOf(token)).toMatchObject({ supplierId: SUPPLIER });
  });

  test('says as JSON what the token says', async () => {
    await run('--role', 'partner', '--json', '--ttl', '30m');
    const answer: unknown = JSON.parse(printed.join('\n'));
    expect(answer).toEqual({
      token: expect.any(String),
      role: 'PARTNER',
      org: DEMO_PARTNER_ID,
      user: 'demo',
      expiresAt: expect.stringMatching(/^\d{4}-/),
    });
  });

  test.each([
    ['no role', [], /--role is one of buyer/],
    [
      'an organisation of another type',
      ['--role', 'buyer', '--org', encodeNodeId('Supplier', SUPPLIER)],
      /id of a buyer/,
    ],
    [
      'an organisation for an operator',
      ['--role', 'operator', '--org', SUPPLIER],
      /belongs to no organisation/,
    ],
    ['a life span in words', ['--role', 'buyer', '--ttl', 'long'], /--ttl is a number/],
    ['a life span that no API takes', ['--role', 'buyer', '--ttl', '25h'], /at most JWT_MAX_AGE_SECONDS/],
  ])('prints no token for %s', async (_what, rawArgs, message) => {
    await expect(run(...rawArgs)).rejects.toThrow(message);
    expect(printed).toEqual([]);
  });

  test('prints none in production', async () => {
    for (const [name, value] of Object.entries({
      NODE_ENV: 'production',
      DATABASE_URL: 'postgres://db/rfq',
      REDIS_URL: 'redis://redis',
      JWKS_URL: 'https://issuer.test/jwks',
    }))
      vi.stubEnv(name, value);
    await expect(run('--role', 'operator')).rejects.toThrow(/no development keys in production/);
    expect(printed).toEqual([]);
  });
});
