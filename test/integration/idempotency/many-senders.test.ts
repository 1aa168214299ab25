import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../../src/app/database.ts';
import type { RunningServer } from '../../../src/app/graphql/server.ts';
import { startApi } from '../../../src/app/start-api.ts';
import { sql } from '../../../src/platform/db/sql.ts';
import { createInProcessPubSub } from '../../../src/platform/pubsub/in-process.ts';
import { createLogger } from '../../../src/platform/telemetry/logger.ts';
import { type Client, clientOf } from '../../support/client.ts';
import { POST_RFQ, rfqInput } from '../../support/rfq-input.ts';
import { startWorld, type World } from '../../support/world.ts';

const KEYS = 60;
const SENDERS = 5;
/** So many requests are under way that senders of different keys wait for connections, too. */
const KEYS_AT_ONCE = 10;

let world: World;
let db: DataSource;
let server: RunningServer;
let clients: readonly [Client, Client];

/** Another API process on the same database, as far as the engine can tell. */
async function startOther(): Promise<void> {
  const log = createLogger('silent', 'test');
  db = await openDatabase(
    { url: world.databaseUrl, poolSize: 10, applicationName: 'rfq-test-2', statementTimeoutMs: 60_000 },
    log,
  );
  server = await startApi({ config: world.config, db, pubsub: createInProcessPubSub(), log });
  clients = [world.buyer, clientOf(server.url, world.buyer.token)];
}

async function stopOther(): Promise<void> {
  await server.stop();
  await db.destroy();
}

beforeAll(async () => {
  world = await startWorld({ worker: false });
  await startOther();
});

afterAll(async () => {
  await stopOther();
  await world.stop();
});

const input = rfqInput();
const post = async (client: Client | undefined, key: string) => {
  const answer = await client?.gql(POST_RFQ, { input: { ...input, idempotencyKey: key } });
  const { replayed, userErrors, rfq } = answer?.data.postRfq ?? {};
  return { replayed, userErrors, id: rfq?.id };
};

const postFromAll = (key: string) =>
  Promise.all(Array.from({ length: SENDERS }, (_none, sender) => post(clients[sender % 2], key)));

test(`${KEYS} keys, each sent ${SENDERS} times at once over two servers, make ${KEYS} requests; after a restart the answers are the same`, async () => {
  const ids: string[] = [];
  for (let key = 0; key < KEYS; key += KEYS_AT_ONCE) {
    const now = Array.from({ length: KEYS_AT_ONCE }, (_none, index) => `key ${key + index}`);
    for (const answers of await Promise.all(now.map(postFromAll))) {
      expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual([]);
      expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
      const [id, ...others] = new Set(answers.map((answer) => answer.id));
      expect(others).toEqual([]);
      ids.push(id);
    }
  }
  expect(new Set(ids).size).toBe(KEYS);
  const [row] = await sql(
    world.db,
    `select (select count(*)::int from rfq) as rfqs, (select count(*)::int from audit where action = 'postRfq') as audited,
            (select count(*)::int from outbox where name = 'rfq.published') as published`,
  );
  expect(row).toEqual({ rfqs: KEYS, audited: KEYS, published: KEYS });

  await stopOther();
  await startOther();
  expect(await post(clients[1], 'key 0')).toEqual({ replayed: true, userErrors: [], id: ids[0] });
});

const HEADER = 'idempotency-key';
const TWO = `mutation ($input: PostRfqInput!) {
  a: postRfq(input: $input) { replayed rfq { id } } b: postRfq(input: $input) { replayed rfq { id } } }`;

test('the header is the same as the field', async () => {
  const byHeader = await world.buyer.gql(POST_RFQ, { input }, { [HEADER]: 'one' });
  expect(byHeader.data.postRfq).toMatchObject({ replayed: false, userErrors: [] });
  expect(await post(world.buyer, 'one')).toMatchObject({ replayed: true, id: byHeader.data.postRfq.rfq.id });
  const withNull = await world.buyer.gql(
    POST_RFQ,
    { input: { ...input, idempotencyKey: null } },
    { [HEADER]: 'one' },
  );
  expect(withNull.data.postRfq.rfq).toEqual(byHeader.data.postRfq.rfq);
});

test('the field counts where both are given', async () => {
  const answer = await world.buyer.gql(
    POST_RFQ,
    { input: { ...input, idempotencyKey: 'two' } },
    { [HEADER]: 'one' },
  );
  expect(answer.data.postRfq.replayed).toBe(false);
});

test('several mutations of one request have keys of their own under one header', async () => {
  const first = (await world.buyer.gql(TWO, { input }, { [HEADER]: 'both' })).data;
  const second = (await world.buyer.gql(TWO, { input }, { [HEADER]: 'both' })).data;
  expect(first.a.rfq.id).not.toBe(first.b.rfq.id);
  expect([first.a.replayed, first.b.replayed, second.a.replayed, second.b.replayed]).toEqual([
    false,
    false,
    true,
    true,
  ]);
  expect([second.a.rfq, second.b.rfq]).toEqual([first.a.rfq, first.b.rfq]);
  expect(await post(world.buyer, 'both/a')).toMatchObject({ replayed: true, id: first.a.rfq.id });
});

test.each(['', 'x'.repeat(201), 'a\u0000b', 'line\nbreak'])(
  'a key that cannot be kept is refused: %j',
  async (key) => {
    const answer = await post(world.buyer, key);
    expect(answer.userErrors).toMatchObject([
      { code: 'VALIDATION_FAILED', path: ['input', 'idempotencyKey'] },
    ]);
  },
);
