import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as limits from '../../src/app/graphql/edge/limits.ts';
import { DEMO_BUYER_ID } from '../../src/modules/identity/index.ts';
import { readConfig } from '../../src/platform/config/config.ts';
import { encodeNodeId } from '../../src/platform/kernel/ids.ts';
import { addSuppliers } from '../support/build/suppliers.ts';
import { overSse } from '../support/subscriptions.ts';
import { startWorld, type World } from '../support/world.ts';
import { type DocumentedOperation, operationsOn, PageValues } from './docs-page.ts';

const FOLDER = 'docs/api';
const PAGES = ['README.md', ...readdirSync(FOLDER).map((name) => `${FOLDER}/${name}`)];
const read = (page: string): string => readFileSync(page, 'utf8');
const defaults = readConfig({});
const schema = buildSchema(read('schema.graphql'));

let world: World;
let given: Record<string, string>;
let tokens: Record<string, string | null>;

beforeAll(async () => {
  // What a caller has by default, as the page of limits says.
  world = await startWorld({
    env: { RATE_LIMIT_POINTS_PER_MINUTE: String(defaults.RATE_LIMIT_POINTS_PER_MINUTE) },
  });
  const suppliers = await addSuppliers(
    world.db,
    ['Northwind Brackets', 'Southwind Brackets'].map((name) => ({
      name,
      country: 'DE',
      categories: ['CPV:44530000'],
      shipsTo: ['DE', 'AT'],
      certifications: ['ISO9001'],
    })),
  );
  const [supplier = '', otherSupplier = ''] = suppliers;
  given = {
    $buyer: encodeNodeId('Buyer', DEMO_BUYER_ID),
    $supplier: encodeNodeId('Supplier', supplier),
    $otherSupplier: encodeNodeId('Supplier', otherSupplier),
  };
  const { buyer, otherBuyer, agent, partner, operator } = world;
  tokens = {
    buyer: buyer.token,
    otherBuyer: otherBuyer.token,
    agent: agent.token,
    partner: partner.token,
    operator: operator.token,
    supplier: (await world.supplier(supplier)).token,
    otherSupplier: (await world.supplier(otherSupplier)).token,
    nobody: null,
  };
});
afterAll(() => world.stop());

/** Runs an operation as its page says; what is wrong with its answer, a line each. */
async function problemsOf(operation: DocumentedOperation, values: PageValues): Promise<string[]> {
  const { role, query, headers, answer } = operation;
  if (role === null) return ['no <!-- as: … --> says who runs it'];
  const invalid = validate(schema, parse(query));
  if (invalid.length > 0) return invalid.map(({ message }) => message);
  const token = role.startsWith('$') ? String(values.fill(role)) : tokens[role];
  if (token === undefined) return [`nobody is called ${role}`];
  const variables = values.fill(operation.variables) as Record<string, unknown>;
  const came = /^\s*subscription\b/m.test(query)
    ? await firstEvent(token, query, variables)
    : await send(token, headers, { query, variables });
  if (/^\s*mutation\b/m.test(query)) await world.settle();
  const { data, errors, extensions } = came as { data?: object; errors?: unknown; extensions?: unknown };
  if (answer === null) return failuresIn(data, errors);
  const parts: Readonly<Record<string, unknown>> = { data, errors, extensions };
  return Object.entries(answer as object).flatMap(([part, said]) =>
    values.differences(said, parts[part], part),
  );
}

async function send(token: string | null, headers: object, body: object): Promise<unknown> {
  const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(world.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization, ...headers },
    body: JSON.stringify(body),
  });
  return response.json();
}

async function firstEvent(token: string | null, query: string, variables: Record<string, unknown>) {
  const stream = overSse(world.url, token);
  const [event] = await stream.subscribe(query, variables).take(1);
  await stream.close();
  return event;
}

/** Where a page does not say what comes, nothing may be refused. */
function failuresIn(data: object | undefined, errors: unknown): string[] {
  const refused = Object.values(data ?? {}).filter(
    (value: { userErrors?: unknown[] } | null) => (value?.userErrors?.length ?? 0) > 0,
  );
  return [...(errors === undefined ? [] : [errors]), ...refused].map((failure) => JSON.stringify(failure));
}

describe('every operation of', () => {
  test.each(PAGES)('%s is valid, goes through and gives what the page says', async (page) => {
    const values = new PageValues(given);
    const problems: string[] = [];
    for (const operation of operationsOn(page, read(page))) {
      const found = await problemsOf(operation, values).catch((error: Error) => [error.message]);
      problems.push(...found.map((problem) => `${operation.place} ${problem}`));
    }
    expect(problems).toEqual([]);
  });
});

describe('pages of the API', () => {
  test('are all named in the index', () => {
    const index = read(`${FOLDER}/README.md`);
    const unnamed = readdirSync(FOLDER).filter(
      (name) => name !== 'README.md' && !index.includes(`(${name})`),
    );
    expect(unnamed).toEqual([]);
  });

  test.each(PAGES)('%s links to files that exist', (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)].map(
      ([, path = '']) => path,
    );
    expect(links.filter((path) => !existsSync(join(dirname(page), path)))).toEqual([]);
  });
});

test('the page of limits says what the code holds', () => {
  const rows = [...read(`${FOLDER}/limits.md`).matchAll(/^\| (.+?) +\| ([\d,]+)(?: kB)? +\| `/gm)];
  const said = new Map(rows.map(([, what = '', most = '']) => [what, Number(most.replaceAll(',', ''))]));
  expect(Object.fromEntries(said)).toEqual({
    body: limits.MAX_BODY_BYTES / 1_024,
    'tokens of the document': limits.MAX_TOKENS,
    'brackets inside each other, in its text': limits.MAX_BRACKET_DEPTH,
    'fields inside each other (introspection is exempt)': limits.MAX_FIELD_DEPTH,
    'fields and spreads, those of fragments wherever they are spread': limits.MAX_SELECTIONS,
    aliases: limits.MAX_ALIASES,
    mutations: limits.MAX_MUTATIONS,
    'page of a list': limits.MAX_PAGE_SIZE,
    'lines of a request or a quote': 1_000,
    'items of another input list': 500,
    'points of one operation': defaults.MAX_QUERY_COST,
  });
});

describe('the test of the pages', () => {
  const page = (above: string, query: string, answer = '') =>
    `${above}\n\n\`\`\`graphql\n${query}\n\`\`\`\n${answer}`;
  const problems = async (text: string) => {
    const [operation] = operationsOn('page', text);
    return operation ? problemsOf(operation, new PageValues(given)) : ['no operation'];
  };

  test('fails an operation without a role, one that is not valid, and one that is refused', async () => {
    expect(await problems(page('Text.', '{ viewer { role } }'))).toEqual([
      expect.stringMatching(/who runs it/),
    ]);
    expect(await problems(page('<!-- as: buyer -->', '{ viewer { rule } }'))).not.toEqual([]);
    expect(await problems(page('<!-- as: nobody -->', '{ viewer { role } }'))).not.toEqual([]);
    const close = `mutation { closeRfq(input: { rfqId: "unknown" }) { userErrors { code } } }`;
    expect(await problems(page('<!-- as: buyer -->', close))).toEqual([expect.stringMatching(/NOT_FOUND/)]);
  });

  test('fails an answer that is not the one that came', async () => {
    const said = (answer: unknown) =>
      page(
        '<!-- as: buyer -->',
        '{ viewer { role } }',
        `\n\`\`\`json answer\n${JSON.stringify(answer)}\n\`\`\`\n`,
      );
    expect(await problems(said({ data: { viewer: { role: 'BUYER' } } }))).toEqual([]);
    expect(await problems(said({ data: { viewer: { role: '…' } } }))).toEqual([]);
    expect(await problems(said({ data: { viewer: { role: 'AGENT' } } }))).not.toEqual([]);
    expect(await problems(said({ data: { viewer: {} } }))).not.toEqual([]);
    expect(await problems(said({ data: { viewer: { role: 'BUYER', name: 'x' } } }))).not.toEqual([]);
    expect(await problems(said({ errors: [] }))).not.toEqual([]);
  });
});
