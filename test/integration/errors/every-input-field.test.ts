import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer, Client } from '../../support/client.ts';
import { databaseContent } from '../../support/database-content.ts';
import { mutationCases, personOf, schemaMutations } from '../../support/mutations/all-mutations.ts';
import { startWorld, type World } from '../../support/world.ts';
import { fieldsLeftOut, spoiltInputs, type SpoiltInput } from './spoilt-inputs.ts';

const mutations = schemaMutations();
const names = [...mutations.keys()].filter((name) => Object.hasOwn(mutationCases, name));

interface Prepared {
  readonly client: Client;
  readonly inputs: readonly unknown[];
}

let world: World;
const prepared = new Map<string, Prepared>();

beforeAll(async () => {
  world = await startWorld();
  for (const [name, situation] of Object.entries(mutationCases)) {
    const { by, input, variants = [] } = await situation(world);
    prepared.set(name, { client: await personOf(world, by, 'somebody'), inputs: [input, ...variants] });
  }
  await world.settle();
  await world.stopWorker();
});

afterAll(() => world.stop());

/** What is wrong with how a bad value was refused; empty where all is well. */
function complaints(name: string, { path, codes }: SpoiltInput, answer: Answer): string[] {
  const at = ['input', ...path.map(String)];
  if (codes.length === 0) {
    const place = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
    const error = answer.errors?.find(({ message }) => message.includes(`"input${place}"`));
    return error?.extensions.code === 'BAD_USER_INPUT' ? [] : [`answered ${JSON.stringify(answer)}`];
  }
  const errors: { code: string; path: string[]; message: string }[] = answer.data?.[name]?.userErrors ?? [];
  const found = errors.find((error) => JSON.stringify(error.path) === JSON.stringify(at));
  if (!found || !codes.includes(found.code)) return [`answered ${JSON.stringify(answer).slice(0, 400)}`];
  const isSentence = /^[A-Z“"`].{8,}[.!]$/su.test(found.message);
  const isOurs = /undefined|null|NaN|\[object|constraint|relation "/.test(found.message);
  return isSentence && !isOurs ? [] : [`says "${found.message}"`];
}

test('every mutation has an entry in test/support/mutations', () => {
  expect([...mutations.keys()].filter((name) => !names.includes(name))).toEqual([]);
});

describe.each(names)('%s', (name) => {
  const mutation = mutations.get(name);

  test('has an example of every field that it takes (if not: add it to its entry in test/support/mutations)', () => {
    expect(mutation && fieldsLeftOut(mutation.input, prepared.get(name)?.inputs ?? [])).toEqual([]);
  });

  test('refuses a bad value of any field where it stands, in words for people, and changes nothing', async () => {
    const { client, inputs } = prepared.get(name) ?? { client: world.anonymous, inputs: [] };
    const spoilt = mutation ? inputs.flatMap((input) => spoiltInputs(mutation.input, input)) : [];
    expect(spoilt.length).toBeGreaterThan(0);
    const before = await databaseContent(world.db);
    const found: string[] = [];
    for (const one of spoilt) {
      const answer = await client.gql(mutation?.document ?? '', { input: one.input });
      found.push(
        ...complaints(name, one, answer).map((text) => `${one.path.join('.')}, ${one.bad}: ${text}`),
      );
    }
    expect(found).toEqual([]);
    expect(await databaseContent(world.db)).toEqual(before);
  });
});
