import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../src/app/database.ts';
import { DEMO_BUYER_ID } from '../../../src/modules/identity/index.ts';
import type { RunningServer } from '../../../src/app/graphql/server.ts';
import { startApi } from '../../../src/app/start-api.ts';
import { idOfKey } from '../../../src/platform/kernel/ids.ts';
import { createInProcessPubSub } from '../../../src/platform/pubsub/in-process.ts';
import { createLogger } from '../../../src/platform/telemetry/logger.ts';
import type { Answer } from '../../support/client.ts';
import { mutationCases, personOf, schemaMutations } from '../../support/mutations/all-mutations.ts';
import type { MutationCase } from '../../support/mutations/mutation-case.ts';
import { startWorld, type World } from '../../support/world.ts';
import { databaseContent } from '../../support/database-content.ts';

const mutations = schemaMutations();
const prepared = new Map<string, MutationCase>();
const log = createLogger('silent', 'test');

let world: World;
let otherDb: DataSource;
let otherServer: RunningServer;

beforeAll(async () => {
  world = await startWorld();
  otherDb = await openDatabase(
    { url: world.databaseUrl, poolSize: 30, applicationName: 'rfq-test-2', statementTimeoutMs: 60_000 },
    log,
  );
  otherServer = await startApi({ config: world.config, db: otherDb, pubsub: createInProcessPubSub(), log });
  for (const [name, situation] of Object.entries(mutationCases)) prepared.set(name, await situation(world));
  await world.settle();
  // From here on only the mutations write.
  await world.stopWorker();
});

afterAll(async () => {
  await otherServer.stop();
  await otherDb.destroy();
  await world.stop();
});

const resultOf = (answer: Answer, name: string) => {
  const payload = answer.data?.[name];
  if (!payload) throw new Error(`${name} was not answered: ${JSON.stringify(answer)}`);
  const { replayed, userErrors, ...objects } = payload;
  const codes: string[] = userErrors.map((error: { code: string }) => error.code);
  return { replayed, codes, objects };
};

/** Sends a mutation as a person of its caller; `server` 1 is another process as far as the engine can tell. */
async function send(name: string, by: MutationCase['by'], input: object, user = 'first', server = 0) {
  const client = await personOf(world, by, user, server === 0 ? world.url : otherServer.url);
  return resultOf(await client.gql(mutations.get(name)?.document ?? '', { input }), name);
}

test('every mutation has an entry in test/support/mutations (its file there says what an entry is)', () => {
  expect([...mutations.keys()].filter((name) => !Object.hasOwn(mutationCases, name))).toEqual([]);
  expect(Object.keys(mutationCases).filter((name) => !mutations.has(name))).toEqual([]);
});

const names = [...mutations.keys()].filter((name) => Object.hasOwn(mutationCases, name));
const keyOf = (name: string): string => `key of ${name}`;

function caseOf(name: string): MutationCase {
  const found = prepared.get(name);
  if (!found) throw new Error(`${name} was not prepared`);
  return found;
}

describe.each(names)('%s', (name) => {
  const key = keyOf(name);

  test('takes effect once for one key, whichever server is asked', async () => {
    const { by, input } = caseOf(name);
    const first = await send(name, by, { ...input, idempotencyKey: key });
    expect(first).toMatchObject({ replayed: false, codes: [] });
    const content = await databaseContent(world.db);
    const second = await send(name, by, { ...input, idempotencyKey: key }, 'first', 1);
    expect(second).toEqual({ ...first, replayed: true });
    expect(await databaseContent(world.db)).toEqual(content);
  });

  test('refuses another request under the same key, and changes nothing', async () => {
    const { by, other } = caseOf(name);
    const content = await databaseContent(world.db);
    const answer = await send(other.mutation ?? name, by, { ...other.input, idempotencyKey: key });
    expect(answer).toMatchObject({ replayed: false, codes: ['IDEMPOTENCY_KEY_REUSED'] });
    expect(await databaseContent(world.db)).toEqual(content);
  });

  test('takes the same key of another person for another request', async () => {
    const { by, input } = caseOf(name);
    const answer = await send(name, by, { ...input, idempotencyKey: key }, 'second');
    expect(answer.replayed).toBe(false);
    expect(answer.codes.filter((code) => code.startsWith('IDEMPOTENCY'))).toEqual([]);
  });
});

describe('while the first request with a key is still running', () => {
  /** Runs some work while a transaction holds what a running twin of each mutation would hold. */
  async function besideTwins(work: () => Promise<void>): Promise<void> {
    const twins = world.db.createQueryRunner();
    await twins.startTransaction();
    try {
      // To others a row that is being deleted looks like one that is being written: they have to wait for its end.
      await twins.query('delete from idempotency where key = any($1)', [names.map(keyOf)]);
      // What creates a request claims its id.
      for (const name of ['postRfq', 'createRfq']) {
        const id = idOfKey(`buyer:${DEMO_BUYER_ID}:first`, 'rfq', `twin of ${name}`);
        await twins.query(
          `insert into rfq select (jsonb_populate_record(r, jsonb_build_object('id', $1::text))).* from rfq r limit 1`,
          [id],
        );
      }
      await work();
    } finally {
      await twins.rollbackTransaction();
      await twins.release();
    }
  }

  test('every mutation waits, answers that it is in progress, and replays once it is through', async () => {
    const keys = new Map(names.map((name) => [name, keyOf(name)]));
    for (const name of ['postRfq', 'createRfq']) keys.set(name, `twin of ${name}`);
    const sendEach = () =>
      Promise.all(
        names.map(async (name) => {
          const { by, input } = caseOf(name);
          return [
            name,
            await send(name, by, { ...input, idempotencyKey: keys.get(name) }, 'first', 1),
          ] as const;
        }),
      );
    await besideTwins(async () => {
      const codes = (await sendEach()).map(([name, answer]) => [name, answer.codes]);
      expect(codes).toEqual(names.map((name) => [name, ['IDEMPOTENCY_IN_PROGRESS']]));
    });
    const after = (await sendEach()).map(([name, { codes, replayed }]) => ({ name, codes, replayed }));
    expect(after).toEqual(
      names.map((name) => ({ name, codes: [], replayed: keys.get(name) === keyOf(name) })),
    );
  });
});
