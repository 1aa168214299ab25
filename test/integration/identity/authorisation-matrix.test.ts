import { getNamedType, isInterfaceType, isLeafType, isNonNullType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSchema } from '../../../src/app/graphql/schema.ts';
import { sql } from '../../../src/platform/db/sql.ts';
import { decodeNodeId, encodeNodeId, isUuid, newId } from '../../../src/platform/kernel/ids.ts';
import { ACTS, type Act } from '../../support/authorisation/acts.ts';
import { allEdges, crawl, takesIds } from '../../support/authorisation/crawl.ts';
import { isReadable, readOwners } from '../../support/authorisation/readable.ts';
import { buildTenants, type Caller, setRate, type Tenants } from '../../support/authorisation/tenants.ts';
import { startWorld, type World } from '../../support/world.ts';

const schema = createSchema();
const queries = Object.values(schema.getQueryType()?.getFields() ?? {});
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
const node = schema.getType('Node');
const nodeTypes = isInterfaceType(node) ? schema.getPossibleTypes(node).map(({ name }) => name) : [];

/** What limits hold is told to anybody: they hold before a token is looked at. */
const OPEN_TO_ALL = new Set(['rateLimit']);

let world: World;
let tenants: Tenants;

beforeAll(async () => {
  world = await startWorld({ env: { MAX_QUERY_COST: '1000000' } });
  tenants = await buildTenants(world);
});

afterAll(() => world.stop());

/** The same id with every part that can differ for another object made up. */
function absent(id: string): string {
  const { type, key } = decodeNodeId(id) ?? { type: '', key: [] };
  const madeUp = key.map((part) => (isUuid(part) ? newId() : part));
  return encodeNodeId(type, ...(key.some(isUuid) ? madeUp : key.map((part) => `${part}0`)));
}

const typeOf = (id: string): string => decodeNodeId(id)?.type ?? '';

describe('every object', () => {
  test('has a sample here, whatever its type', () => {
    expect(Object.keys(tenants.samples).toSorted()).toEqual(nodeTypes.toSorted());
  });

  test('is found by its id by those who may read it; to all others it is absent', async () => {
    const owners = await readOwners(world.db);
    const byId = queries.filter((field) => takesIds(field) && field.name !== 'nodes');
    const cases = byId.flatMap(({ name, type }) =>
      Object.values(tenants.samples)
        .filter((id) => ['Node', typeOf(id)].includes(getNamedType(type).name))
        .flatMap((id) => tenants.callers.map((caller) => ({ name, id, caller }))),
    );
    expect(cases.length).toBeGreaterThan(150);
    const wrong: string[] = [];
    const check = async ({ name, id, caller }: (typeof cases)[number]) => {
      const ask = async (asked: string) => {
        const query = `query ($id: ID!) { ${name}(id: $id) { __typename id } }`;
        const { status, data, errors } = await caller.client.gql(query, { id: asked });
        return JSON.stringify({ status, data, errors });
      };
      const answer = (found: object | null) => JSON.stringify({ status: 200, data: { [name]: found } });
      const shown = isReadable(caller.actor, id, owners) ? { __typename: typeOf(id), id } : null;
      if ((await ask(absent(id))) !== answer(null))
        wrong.push(`${name} of no ${typeOf(id)} by ${caller.name}`);
      if ((await ask(id)) !== answer(shown)) wrong.push(`${name} of a ${typeOf(id)} by ${caller.name}`);
    };
    await Promise.all(cases.map(check));
    expect(wrong).toEqual([]);
  });

  test('is found among several by those who may read it alone', async () => {
    const owners = await readOwners(world.db);
    const own = Object.values(tenants.samples);
    const ids = [...own, ...own.map(absent)];
    const found = async ({ client }: Caller) =>
      (await client.gql('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids })).data.nodes;
    for (const caller of tenants.callers)
      expect([caller.name, await found(caller)]).toEqual([
        caller.name,
        ids.map((id) => (own.includes(id) && isReadable(caller.actor, id, owners) ? { id } : null)),
      ]);
  });
});

describe('every field', () => {
  test('leads a caller to what it may read and to nothing else', async () => {
    const owners = await readOwners(world.db);
    const reached = new Set<string>();
    const leaked: string[] = [];
    const follow = async ({ name, actor, client }: Caller) => {
      const { ids, edges } = await crawl(schema, client);
      for (const edge of edges) reached.add(edge);
      for (const id of ids) if (!isReadable(actor, id, owners)) leaked.push(`a ${typeOf(id)} to ${name}`);
    };
    await Promise.all(tenants.callers.map(follow));
    expect(leaked).toEqual([]);
    // Else the test has seen nothing of the field: the tenants need an object that it leads to.
    expect(allEdges(schema).filter((edge) => !reached.has(edge))).toEqual([]);
  });

  test('of a query is closed to callers without a token', async () => {
    const closed = queries.filter(({ name }) => !OPEN_TO_ALL.has(name));
    const answers = await Promise.all(closed.map((field) => world.anonymous.gql(shallow(field), VALUES)));
    expect(answers.map(({ status, errors }) => [status, errors?.[0]?.extensions.code])).toEqual(
      closed.map(() => [401, 'UNAUTHENTICATED']),
    );
  });
});

/** What required arguments are given; their values do not matter. */
const VALUES = {
  id: 'x',
  ids: ['x'],
  code: 'C62',
  base: 'EUR',
  quote: 'EUR',
  to: 'EUR',
  amount: { amount: '1', currency: 'EUR' },
};

/** A query of one field. */
function shallow({ name, type, args }: (typeof queries)[number]): string {
  const required = args.filter((arg) => isNonNullType(arg.type) && arg.defaultValue === undefined);
  const paged = args.some((arg) => arg.name === 'first') ? ['first: 1'] : [];
  const given = [...required.map((arg) => `${arg.name}: $${arg.name}`), ...paged].join(', ');
  const declared = required.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  const inner = isLeafType(getNamedType(type)) ? '' : '{ __typename }';
  return `query ${declared && `(${declared})`} { ${name}${given && `(${given})`} ${inner} }`;
}

describe('every mutation', () => {
  const documentOf = (name: string) => {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input!`;
    return `mutation ($input: ${type}) { ${name}(input: $input) { __typename replayed userErrors { code path message } } }`;
  };
  const mapped = (ids: Readonly<Record<string, string>>, change: (id: string) => string) =>
    Object.fromEntries(Object.entries(ids).map(([type, id]) => [type, change(id)]));
  const attempt = async (
    { client }: Caller,
    name: string,
    act: Act,
    ids: Readonly<Record<string, string>>,
  ) => {
    const { status, data, errors } = await client.gql(documentOf(name), { input: act.input(ids) });
    const [first] = data?.[name]?.userErrors ?? [{ code: 'ERROR' }];
    return { code: String(first?.code), answer: JSON.stringify({ status, data, errors }) };
  };
  const traces = async () =>
    sql(world.db, 'select (select count(*) from audit) as audit, (select count(*) from outbox) as outbox');

  test('is listed here with who may do it to whose objects', () => {
    expect(Object.keys(ACTS).toSorted()).toEqual(mutations.map(({ name }) => name).toSorted());
    const names = new Set(tenants.callers.map(({ name }) => name));
    expect(Object.values(ACTS).flatMap(({ by }) => by.filter((name) => !names.has(name)))).toEqual([]);
  });

  test('is refused to everybody else without a trace, and strangers learn nothing by it', async () => {
    const owners = await readOwners(world.db);
    const before = await traces();
    const wrong: string[] = [];
    const check = async (name: string, act: Act, caller: Caller) => {
      const refused = await attempt(caller, name, act, tenants.samples);
      if (!['FORBIDDEN', 'NOT_FOUND'].includes(refused.code)) wrong.push(`${caller.name} may ${name}`);
      if (act.on.some((type) => isReadable(caller.actor, tenants.samples[type] ?? '', owners))) return;
      for (const change of [absent, () => 'x']) {
        const { answer } = await attempt(caller, name, act, mapped(tenants.samples, change));
        if (answer !== refused.answer) wrong.push(`${caller.name} learns by ${name}: ${answer}`);
      }
    };
    for (const [name, act] of Object.entries(ACTS)) {
      const refused = tenants.callers.filter((caller) => !act.by.includes(caller.name));
      await Promise.all(refused.map((caller) => check(name, act, caller)));
    }
    expect(wrong).toEqual([]);
    expect(await traces()).toEqual(before);
  });

  test('is closed to callers without a token', async () => {
    const answers = await Promise.all(
      Object.entries(ACTS).map(([name, act]) =>
        world.anonymous.gql(documentOf(name), { input: act.input(tenants.samples) }),
      ),
    );
    expect(answers.map(({ status, errors }) => [status, errors?.[0]?.extensions.code])).toEqual(
      answers.map(() => [401, 'UNAUTHENTICATED']),
    );
  });

  test('goes past the door for those who may: none of them is told FORBIDDEN or NOT_FOUND', async () => {
    const shut: string[] = [];
    for (const [name, act] of Object.entries(ACTS)) {
      for (const caller of tenants.callers.filter((one) => act.by.includes(one.name))) {
        // Whoever came before may have deleted it.
        await setRate(world);
        const { code, answer } = await attempt(caller, name, act, tenants.samples);
        if (['FORBIDDEN', 'NOT_FOUND', 'ERROR'].includes(code)) shut.push(`${caller.name}: ${answer}`);
      }
    }
    expect(shut).toEqual([]);
  });
});
