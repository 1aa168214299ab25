import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEMO_BUYER_ID, DEMO_PARTNER_ID, OTHER_PARTNER_ID } from '../../../src/modules/identity/index.ts';
import { sql } from '../../../src/platform/db/sql.ts';
import { encodeNodeId, keyOf, newId } from '../../../src/platform/kernel/ids.ts';
import { createLogger } from '../../../src/platform/telemetry/logger.ts';
import { done } from '../../support/build/quoted-rfq.ts';
import { type Client, clientOf } from '../../support/client.ts';
import { POST_RFQ, rfqInput } from '../../support/rfq-input.ts';
import { startWorld, type World } from '../../support/world.ts';

const KEY =
  'id name prefix role state createdBy createdAt expiresAt revokedAt lastUsedAt secrets { prefix expiresAt lastUsedAt }';
const CREATE = `mutation ($input: CreateApiKeyInput!) {
  createApiKey(input: $input) { replayed secret userErrors { code path } apiKey { ${KEY} } } }`;
const ROTATE = `mutation ($input: RotateApiKeyInput!) {
  rotateApiKey(input: $input) { replayed secret userErrors { code path } apiKey { ${KEY} } } }`;
const REVOKE = `mutation ($input: RevokeApiKeyInput!) {
  revokeApiKey(input: $input) { replayed userErrors { code path } apiKey { ${KEY} } } }`;
const LIST = `query ($states: [ApiKeyState!]) { viewer { partner { apiKeys(first: 100, filter: { states: $states }) {
  totalCount nodes { ${KEY} } } } } }`;
const VIEWER = '{ viewer { role partner { name } } }';

let world: World;
/** Everything that the engine logs, and every secret that it hands out, in this file. */
const logged: string[] = [];
const secrets: string[] = [];

beforeAll(async () => {
  const log = createLogger('debug', 'test', { write: (line) => void logged.push(line) });
  world = await startWorld({ worker: false, log });
});

afterAll(() => world.stop());

const withKey = (secret: string): Client => clientOf(world.url, secret);

async function newKey(input: object = {}, client = world.partner) {
  const { apiKey, secret } = done(
    await client.gql(CREATE, { input: { name: 'storefront', ...input } }),
    'createApiKey',
  );
  secrets.push(secret);
  return { id: apiKey.id as string, prefix: apiKey.prefix as string, secret: secret as string, apiKey };
}

const REFUSED = {
  status: 401,
  errors: [
    {
      message: 'The bearer token is not valid.',
      extensions: { code: 'UNAUTHENTICATED', requestId: expect.any(String) },
    },
  ],
};

const codesOf = (answer: { data: Record<string, { userErrors: { code: string }[] }> }) =>
  Object.values(answer.data).flatMap(({ userErrors }) => userErrors.map(({ code }) => code));

describe('a new key', () => {
  test('shows its secret once, with what it is known by', async () => {
    const { apiKey, secret, prefix } = await newKey({ role: 'AGENT' });
    expect(secret).toMatch(/^rfq_live_[0-9A-Za-z]{11}_[0-9A-Za-z]{49}$/);
    expect(secret.startsWith(`${prefix}_`)).toBe(true);
    expect(apiKey).toMatchObject({ name: 'storefront', role: 'AGENT', state: 'ACTIVE', createdBy: 'test' });
    expect(apiKey).toMatchObject({ expiresAt: null, revokedAt: null, lastUsedAt: null });
    expect(apiKey.secrets).toEqual([{ prefix, expiresAt: null, lastUsedAt: null }]);
  });

  test('opens the API as its partner or as its agent', async () => {
    const partner = await newKey();
    const agent = await newKey({ role: 'AGENT' });
    const harbourline = { name: 'Harbourline Marketplace' };
    const answers = await Promise.all([partner, agent].map(({ secret }) => withKey(secret).gql(VIEWER)));
    expect(answers.map(({ data }) => data.viewer)).toEqual([
      { role: 'PARTNER', partner: harbourline },
      { role: 'AGENT', partner: harbourline },
    ]);
  });

  test('acts for the partner’s buyers, and the record says which key it was', async () => {
    const { id, secret } = await newKey({ role: 'AGENT' });
    const input = rfqInput({ onBehalfOf: encodeNodeId('Buyer', DEMO_BUYER_ID) });
    const { rfq } = done(await withKey(secret).gql(POST_RFQ, { input }), 'postRfq');
    const [row] = await sql<{ actor: string }>(world.db, 'select actor from audit where rfq_id = $1', [
      keyOf('Rfq', rfq.id, 1)?.[0],
    ]);
    expect(row?.actor).toBe(`agent:${DEMO_PARTNER_ID}:api-key:${keyOf('ApiKey', id, 1)?.[0]}`);
  });

  test('is made once for an idempotency key; the replay has it without its secret', async () => {
    const input = { name: 'storefront', idempotencyKey: newId() };
    const twins = await Promise.all([1, 2, 3].map(() => world.partner.gql(CREATE, { input })));
    const answers = twins.map(({ data }) => data.createApiKey);
    expect(new Set(answers.map(({ apiKey }) => apiKey.id)).size).toBe(1);
    expect(answers.filter(({ replayed }) => !replayed).map(({ secret }) => typeof secret)).toEqual([
      'string',
    ]);
    expect(answers.filter(({ replayed }) => replayed).map(({ secret }) => secret)).toEqual([null, null]);
    const other = await world.partner.gql(CREATE, { input: { ...input, name: 'another' } });
    expect(codesOf(other)).toEqual(['IDEMPOTENCY_KEY_REUSED']);
  });

  test('leaves its secret nowhere in the database', async () => {
    const { secret, id } = await newKey({ idempotencyKey: newId() });
    const rotated = done(await world.partner.gql(ROTATE, { input: { apiKeyId: id } }), 'rotateApiKey');
    const tables = await sql<{ name: string }>(
      world.db,
      `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
    );
    expect(tables.length).toBeGreaterThan(20);
    for (const text of [secret, rotated.secret]) {
      const random = text.slice(-49, -6);
      for (const { name } of tables)
        expect(
          await sql(world.db, `select 1 from "${name}" as t where position($1 in t::text) > 0 limit 1`, [
            random,
          ]),
        ).toEqual([]);
    }
  });

  test('must end in the future', async () => {
    const input = { name: 'late', expiresAt: new Date(Date.now() - 1_000).toISOString() };
    const answer = await world.partner.gql(CREATE, { input });
    expect(answer.data.createApiKey).toMatchObject({
      apiKey: null,
      secret: null,
      userErrors: [{ code: 'VALIDATION_FAILED', path: ['input', 'expiresAt'] }],
    });
  });

  test('is refused to a partner that has 50 active ones', async () => {
    await sql(
      world.db,
      `insert into api_key (id, partner_id, name, role, created_by)
       select gen_random_uuid(), $1, 'many', 'PARTNER', 'test' from generate_series(1, 50)`,
      [OTHER_PARTNER_ID],
    );
    const answer = await world.otherPartner.gql(CREATE, { input: { name: 'one more' } });
    expect(codesOf(answer)).toEqual(['INVALID_STATE']);
    await sql(world.db, `delete from api_key where partner_id = $1`, [OTHER_PARTNER_ID]);
  });
});

describe('a secret that does not hold', () => {
  test('is answered like every bad token: changed, unknown, cut, or of another kind', async () => {
    const { secret, prefix } = await newKey();
    const other = await newKey();
    const last = secret.endsWith('0') ? '1' : '0';
    const mixed = prefix + other.secret.slice(prefix.length);
    for (const text of [
      secret.slice(0, -1) + last,
      secret.slice(0, -1),
      `${secret}0`,
      mixed,
      'rfq_live_',
      'rfq_x',
    ])
      expect(await withKey(text).gql(VIEWER)).toEqual(REFUSED);
    await sql(
      world.db,
      `update api_key_secret set hash = decode(repeat('00', 32), 'hex') where prefix = $1`,
      [prefix],
    );
    expect(await withKey(secret).gql(VIEWER)).toEqual(REFUSED);
  });

  test('never reaches the database with a typing error', async () => {
    const { secret, prefix } = await newKey();
    await sql(world.db, `alter table api_key_secret rename to api_key_secret_away`);
    try {
      const typo = secret.slice(0, -1) + (secret.endsWith('0') ? '1' : '0');
      expect(await withKey(typo).gql(VIEWER)).toEqual(REFUSED);
      expect((await withKey(secret).gql(VIEWER)).status).toBe(500);
    } finally {
      await sql(world.db, `alter table api_key_secret_away rename to api_key_secret`);
    }
    expect((await withKey(secret).gql(VIEWER)).data.viewer.role).toBe('PARTNER');
    expect(prefix).not.toBe('');
  });
});

describe('a rotation', () => {
  test('gives a new secret under the same key, and the old one works on for the overlap alone', async () => {
    const { id, secret, prefix } = await newKey();
    const rotated = done(
      await world.partner.gql(ROTATE, { input: { apiKeyId: id, overlapHours: 2 } }),
      'rotateApiKey',
    );
    expect(rotated.apiKey).toMatchObject({ id, name: 'storefront', state: 'ACTIVE' });
    expect(rotated.apiKey.prefix).not.toBe(prefix);
    expect(rotated.apiKey.secrets.map((one: { prefix: string }) => one.prefix)).toEqual([
      rotated.apiKey.prefix,
      prefix,
    ]);
    for (const text of [secret, rotated.secret])
      expect((await withKey(text).gql(VIEWER)).data.viewer.role).toBe('PARTNER');

    await sql(world.db, 'update api_key_secret set expires_at = now() where prefix = $1', [prefix]);
    expect(await withKey(secret).gql(VIEWER)).toEqual(REFUSED);
    expect((await withKey(rotated.secret).gql(VIEWER)).status).toBe(200);
  });

  test('with no overlap ends the old secret at once, and a second one ends the first one’s overlap', async () => {
    const { id, secret } = await newKey();
    const rotate = async (overlapHours: number) =>
      done(await world.partner.gql(ROTATE, { input: { apiKeyId: id, overlapHours } }), 'rotateApiKey');
    const second = await rotate(72);
    const third = await rotate(1);
    expect(await withKey(secret).gql(VIEWER)).toEqual(REFUSED);
    expect((await withKey(second.secret).gql(VIEWER)).status).toBe(200);
    const fourth = await rotate(0);
    for (const { secret: text } of [second, third]) expect(await withKey(text).gql(VIEWER)).toEqual(REFUSED);
    expect((await withKey(fourth.secret).gql(VIEWER)).status).toBe(200);
  });

  test('is done once for an idempotency key; the replay has no secret', async () => {
    const { id } = await newKey();
    const input = { apiKeyId: id, idempotencyKey: newId() };
    const first = done(await world.partner.gql(ROTATE, { input }), 'rotateApiKey');
    const again = done(await world.partner.gql(ROTATE, { input }), 'rotateApiKey');
    expect(again).toMatchObject({ replayed: true, secret: null, apiKey: { prefix: first.apiKey.prefix } });
  });

  test('keeps the caller the same: what it repeats across it is recognised', async () => {
    const { id, secret } = await newKey({ role: 'AGENT' });
    const input = rfqInput({ onBehalfOf: encodeNodeId('Buyer', DEMO_BUYER_ID), idempotencyKey: newId() });
    const before = done(await withKey(secret).gql(POST_RFQ, { input }), 'postRfq');
    const { secret: next } = done(
      await world.partner.gql(ROTATE, { input: { apiKeyId: id } }),
      'rotateApiKey',
    );
    const after = done(await withKey(next).gql(POST_RFQ, { input }), 'postRfq');
    expect(after).toMatchObject({ replayed: true, rfq: { id: before.rfq.id } });
  });

  test('is refused with an overlap of more than 72 hours, and to a key that has ended', async () => {
    const { id } = await newKey();
    const long = await world.partner.gql(ROTATE, { input: { apiKeyId: id, overlapHours: 73 } });
    expect(codesOf(long)).toEqual(['VALIDATION_FAILED']);
    done(await world.partner.gql(REVOKE, { input: { apiKeyId: id } }), 'revokeApiKey');
    expect(codesOf(await world.partner.gql(ROTATE, { input: { apiKeyId: id } }))).toEqual(['INVALID_STATE']);
  });
});

describe('the end of a key', () => {
  test('is at once when it is revoked, for all its secrets; revoking again changes nothing', async () => {
    const { id, secret } = await newKey();
    const rotated = done(await world.partner.gql(ROTATE, { input: { apiKeyId: id } }), 'rotateApiKey');
    const texts = [secret, rotated.secret];
    for (const text of texts) expect((await withKey(text).gql(VIEWER)).status).toBe(200);
    const revoked = done(await world.partner.gql(REVOKE, { input: { apiKeyId: id } }), 'revokeApiKey');
    for (const text of texts) expect(await withKey(text).gql(VIEWER)).toEqual(REFUSED);
    expect(revoked.apiKey).toMatchObject({ state: 'REVOKED', secrets: [] });
    const again = done(await world.partner.gql(REVOKE, { input: { apiKeyId: id } }), 'revokeApiKey');
    expect(again.apiKey.revokedAt).toBe(revoked.apiKey.revokedAt);
  });

  test('comes by itself at the time that was set', async () => {
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const { id, secret } = await newKey({ expiresAt });
    expect((await withKey(secret).gql(VIEWER)).status).toBe(200);
    await sql(world.db, 'update api_key set expires_at = now() where id = $1', [keyOf('ApiKey', id, 1)?.[0]]);
    expect(await withKey(secret).gql(VIEWER)).toEqual(REFUSED);
    const { data } = await world.partner.gql(LIST, { states: ['EXPIRED'] });
    expect(data.viewer.partner.apiKeys.nodes).toMatchObject([{ id, state: 'EXPIRED' }]);
  });
});

describe('a list of keys', () => {
  test('says when each was last used, and writes that down no more than once in five minutes', async () => {
    const { id, secret, prefix } = await newKey();
    const lastUse = async () => {
      const { data } = await world.partner.gql(
        'query ($id: ID!) { node(id: $id) { ... on ApiKey { lastUsedAt secrets { lastUsedAt } } } }',
        { id },
      );
      expect(data.node.secrets[0].lastUsedAt).toBe(data.node.lastUsedAt);
      return data.node.lastUsedAt as string | null;
    };
    expect(await lastUse()).toBeNull();
    await withKey(secret).gql(VIEWER);
    const first = await lastUse();
    expect(first).not.toBeNull();
    await withKey(secret).gql(VIEWER);
    expect(await lastUse()).toBe(first);
    const earlier = new Date(Date.now() - 301_000);
    await sql(world.db, 'update api_key_use set last_used_at = $2 where prefix = $1', [prefix, earlier]);
    await withKey(secret).gql(VIEWER);
    expect(await lastUse()).not.toBe(earlier.toISOString());
  });

  test('shows the newest first, and the active ones when asked', async () => {
    const older = await newKey({ name: 'older' });
    const newer = await newKey({ name: 'newer' });
    done(await world.partner.gql(REVOKE, { input: { apiKeyId: older.id } }), 'revokeApiKey');
    const all = (await world.partner.gql(LIST)).data.viewer.partner.apiKeys;
    const ids = all.nodes.map((key: { id: string }) => key.id);
    expect(ids.slice(0, 2)).toEqual([newer.id, older.id]);
    const active = (await world.partner.gql(LIST, { states: ['ACTIVE'] })).data.viewer.partner.apiKeys;
    expect(active.nodes.map((key: { id: string }) => key.id)).not.toContain(older.id);
    expect(all.totalCount).toBe(all.nodes.length);
  });

  test('is for the partner’s people and operators: null for its agents and buyers', async () => {
    await newKey();
    for (const client of [world.agent, world.buyer])
      expect((await client.gql(LIST)).data.viewer.partner.apiKeys).toBeNull();
    const query = `query ($id: ID!) { partner(id: $id) { apiKeys(first: 1) { nodes { name } } } }`;
    const id = encodeNodeId('Partner', DEMO_PARTNER_ID);
    expect((await world.operator.gql(query, { id })).data.partner.apiKeys.nodes).toHaveLength(1);
    expect((await world.otherPartner.gql(query, { id })).data.partner).toBeNull();
  });
});

describe('who manages keys', () => {
  test('an operator names the partner; the key is that partner’s', async () => {
    const { secret } = await newKey({ partnerId: encodeNodeId('Partner', OTHER_PARTNER_ID) }, world.operator);
    const { data } = await withKey(secret).gql(VIEWER);
    expect(data.viewer).toEqual({ role: 'PARTNER', partner: { name: 'Fieldstone Trade Desk' } });
    const nobody = await world.operator.gql(CREATE, {
      input: { name: 'x', partnerId: encodeNodeId('Partner', newId()) },
    });
    expect(codesOf(nobody)).toEqual(['NOT_FOUND']);
  });

  test('agents, buyers and keys themselves do not, not even their own', async () => {
    const { id, secret } = await newKey();
    for (const client of [world.agent, world.buyer, withKey(secret)]) {
      const answers = [
        await client.gql(CREATE, { input: { name: 'x' } }),
        await client.gql(ROTATE, { input: { apiKeyId: id } }),
        await client.gql(REVOKE, { input: { apiKeyId: id } }),
      ];
      expect(answers.flatMap(codesOf)).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']);
    }
  });

  test('a foreign key answers exactly like an absent one', async () => {
    const { id } = await newKey();
    for (const [mutation, operation] of [
      [ROTATE, 'rotateApiKey'],
      [REVOKE, 'revokeApiKey'],
    ] as const) {
      const [foreign, absent] = await Promise.all(
        [id, encodeNodeId('ApiKey', newId())].map((apiKeyId) =>
          world.otherPartner.gql(mutation, { input: { apiKeyId } }),
        ),
      );
      expect(foreign?.data).toEqual(absent?.data);
      expect(foreign?.data[operation].userErrors).toEqual([
        { code: 'NOT_FOUND', path: ['input', 'apiKeyId'] },
      ]);
    }
  });

  test('every act has its audit row, without secrets', async () => {
    const { id, secret } = await newKey({}, world.partner);
    const rotated = done(await world.partner.gql(ROTATE, { input: { apiKeyId: id } }), 'rotateApiKey');
    done(await world.partner.gql(REVOKE, { input: { apiKeyId: id } }), 'revokeApiKey');
    const rows = await sql<{ action: string; actor: string; details: object }>(
      world.db,
      `select action, actor, details from audit where rfq_id = $1 and details ->> 'apiKeyId' = $2 order by at`,
      [DEMO_PARTNER_ID, keyOf('ApiKey', id, 1)?.[0]],
    );
    expect(rows.map((row) => row.action)).toEqual(['createApiKey', 'rotateApiKey', 'revokeApiKey']);
    expect(new Set(rows.map((row) => row.actor))).toEqual(new Set([`partner:${DEMO_PARTNER_ID}:test`]));
    for (const text of [secret, rotated.secret]) expect(JSON.stringify(rows)).not.toContain(text.slice(21));
  });
});

test('no secret reaches the logs, whatever went wrong with its request', async () => {
  const { secret } = await newKey();
  await withKey(secret).gql('{ viewer { role } ', {}, { 'x-request-id': secret });
  await withKey(`${secret} ${secret}`).gql(VIEWER);
  expect(logged.length).toBeGreaterThan(0);
  for (const text of secrets) expect(logged.join('\n')).not.toContain(text.slice(-49));
});
