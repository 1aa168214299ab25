import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWorld, type World } from '../../support/world.ts';
import { sql } from '../../../src/platform/db/sql.ts';
import { keyOf } from '../../../src/platform/kernel/ids.ts';

let world: World;
const idOf = new Map<string, string>();

const POOL = [
  {
    name: 'Ångström Ventile AB',
    country: 'SE',
    certifications: ['CE', 'ISO9001'],
    categories: [{ code: '42131000' }],
  },
  {
    name: 'Müller Rohrbau GmbH',
    country: 'DE',
    certifications: ['ISO9001'],
    categories: [{ code: '44160000' }],
  },
  { name: 'Mueller Pipes Ltd', country: 'GB', categories: [{ code: '44163000' }] },
  { name: '100% Pure_Water', country: 'DE', categories: [{ scheme: 'ACME', code: 'x:1' }] },
  { name: 'Zeta Consulting', country: null },
];

beforeAll(async () => {
  world = await startWorld({ worker: false });
  for (const input of POOL) {
    const answer = await world.operator.gql(
      'mutation ($input: RegisterSupplierInput!) { registerSupplier(input: $input) { supplier { id } userErrors { message } } }',
      { input },
    );
    expect(answer.data.registerSupplier.userErrors).toEqual([]);
    idOf.set(input.name, answer.data.registerSupplier.supplier.id);
  }
});
afterAll(() => world.stop());

const LIST = `query ($search: String, $filter: SupplierFilter, $orderBy: SupplierOrder, $first: Int, $after: String, $last: Int, $before: String) {
  suppliers(search: $search, filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
    totalCount nodes { name } pageInfo { hasNextPage endCursor startCursor hasPreviousPage } } }`;

const names = async (variables: object, client = world.buyer): Promise<string[]> => {
  const answer = await client.gql(LIST, { first: 10, ...variables });
  return answer.data.suppliers.nodes.map((node: { name: string }) => node.name);
};
const ALL = POOL.map((supplier) => supplier.name).toSorted();

describe('the pool', () => {
  test('is open to buyers, partners, agents and the operator, by name; a supplier sees itself', async () => {
    for (const client of [world.buyer, world.partner, world.agent, world.operator])
      expect(await names({}, client)).toEqual(ALL);
    const own = await world.supplier(keyOf('Supplier', idOf.get('Zeta Consulting') ?? '', 1)?.[0] ?? '');
    expect(await names({}, own)).toEqual(['Zeta Consulting']);
    const seen = async (name: string) =>
      (
        await own.gql('query ($id: ID!) { supplier(id: $id) { name } node(id: $id) { id } }', {
          id: idOf.get(name),
        })
      ).data;
    expect(await seen('Zeta Consulting')).toMatchObject({ supplier: { name: 'Zeta Consulting' } });
    expect(await seen('Mueller Pipes Ltd')).toEqual({ supplier: null, node: null });
  });

  test('is closed to callers without a token', async () => {
    expect((await world.anonymous.gql(LIST, { first: 1 })).status).toBe(401);
  });

  test('is paged forwards and backwards without gaps', async () => {
    const seen: string[] = [];
    for (let after: string | null = null; ;) {
      const { data } = await world.buyer.gql(LIST, { first: 2, after });
      seen.push(...data.suppliers.nodes.map((node: { name: string }) => node.name));
      expect(data.suppliers.totalCount).toBe(POOL.length);
      if (!data.suppliers.pageInfo.hasNextPage) break;
      after = data.suppliers.pageInfo.endCursor;
    }
    expect(seen).toEqual(ALL);
    const { data } = await world.buyer.gql(LIST, { last: 2 });
    expect(data.suppliers.nodes.map((node: { name: string }) => node.name)).toEqual(ALL.slice(-2));
  });
});

describe('searching names', () => {
  test('forgives accents, case and typing errors', async () => {
    expect(await names({ search: 'muller' })).toEqual(['Müller Rohrbau GmbH']);
    expect(await names({ search: 'ANGSTROM' })).toEqual(['Ångström Ventile AB']);
    expect(await names({ search: 'zeta consultnig' })).toEqual(['Zeta Consulting']);
  });

  test('takes signs of patterns literally', async () => {
    expect(await names({ search: '100% pure_water' })).toEqual(['100% Pure_Water']);
    expect(await names({ search: '%' })).toEqual([]);
  });

  test.each([
    ['endless text', { search: 'x'.repeat(201) }],
    ['NUL in the search', { search: 'a\u0000b' }],
    ['NUL in a certificate', { filter: { certifications: ['\u0000'] } }],
    ['NUL in a code', { filter: { category: { code: '\u0000' } } }],
  ])('refuses %s with a coded error', async (_what, variables) => {
    const answer = await world.buyer.gql(LIST, { first: 1, ...variables });
    expect(answer).toMatchObject({ status: 400, errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  });
});

describe('filters', () => {
  test('by country, certificates and state hold together', async () => {
    expect(await names({ filter: { countries: ['DE', 'SE'] } })).toEqual([
      '100% Pure_Water',
      'Müller Rohrbau GmbH',
      'Ångström Ventile AB',
    ]);
    expect(await names({ filter: { certifications: ['ISO9001', 'CE'] } })).toEqual(['Ångström Ventile AB']);
    expect(
      await names({ filter: { countries: ['DE'], certifications: ['ISO9001'], state: 'ACTIVE' } }),
    ).toEqual(['Müller Rohrbau GmbH']);
    expect(await names({ filter: { state: 'SUSPENDED' } })).toEqual([]);
  });

  test('by category finds those registered for it, above it and below it', async () => {
    expect(await names({ filter: { category: { code: '44163000' } } })).toEqual([
      'Mueller Pipes Ltd',
      'Müller Rohrbau GmbH',
    ]);
    expect(await names({ filter: { category: { code: '44163100-1' } } })).toEqual([
      'Mueller Pipes Ltd',
      'Müller Rohrbau GmbH',
    ]);
    expect(await names({ filter: { category: { code: '42000000' } } })).toEqual(['Ångström Ventile AB']);
    expect(await names({ filter: { category: { code: '99999999' } } })).toEqual([]);
  });

  test('by a code that the catalog does not know looks for it verbatim', async () => {
    expect(await names({ filter: { category: { scheme: 'ACME', code: 'x:1' } } })).toEqual([
      '100% Pure_Water',
    ]);
  });
});

test('a page of 100 suppliers with their categories takes as many statements as one of 1', async () => {
  const statements = async (first: number) => {
    const queries: string[] = [];
    const original = world.db.query.bind(world.db);
    world.db.query = ((text: string, ...rest: []) =>
      original((queries.push(text), text), ...rest)) as typeof world.db.query;
    await world.buyer.gql(
      `query ($first: Int) { suppliers(first: $first) { nodes { name categories { code category { label } } } } }`,
      { first },
    );
    world.db.query = original;
    return queries.length;
  };
  expect(await statements(100)).toBe(await statements(1));
});

describe('orders and further filters', () => {
  test('list the best rated first, those without a rating last, and either the other way round', async () => {
    const rate = (rating: string, name: string) =>
      sql(world.db, 'update supplier set rating = $1 where name = $2', [rating, name]);
    await rate('4.50', 'Müller Rohrbau GmbH');
    await rate('3.20', 'Zeta Consulting');
    const byRating = await names({ orderBy: 'RATING_DESC' });
    expect(byRating.slice(0, 2)).toEqual(['Müller Rohrbau GmbH', 'Zeta Consulting']);
    expect(await names({ orderBy: 'RATING_ASC' })).toEqual(byRating.toReversed());
    expect(await names({ orderBy: 'NAME_DESC' })).toEqual(ALL.toReversed());
    expect(await names({ filter: { minimumRating: '4.5' } })).toEqual(['Müller Rohrbau GmbH']);
    const tooGood = await world.buyer.gql(LIST, { first: 1, filter: { minimumRating: '5.1' } });
    expect(tooGood.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  test('keep those that deliver to a country, or of which nobody knows, and those of a size', async () => {
    await sql(
      world.db,
      `update supplier set ships_to = '{FR}', size = 'SMALL' where name = 'Mueller Pipes Ltd'`,
    );
    expect(await names({ filter: { shipsTo: 'FR' } })).toEqual(ALL);
    expect(await names({ filter: { shipsTo: 'PL' } })).toEqual(
      ALL.filter((name) => name !== 'Mueller Pipes Ltd'),
    );
    expect(await names({ filter: { sizes: ['SMALL', 'MICRO'] } })).toEqual(['Mueller Pipes Ltd']);
  });

  test('list several countries as one list, each supplier once', async () => {
    expect(await names({ filter: { countries: ['DE', 'GB', 'DE'] } })).toEqual(
      ['100% Pure_Water', 'Mueller Pipes Ltd', 'Müller Rohrbau GmbH'].toSorted(),
    );
  });
});

test('responsiveness is told in bands, and not before five invitations have ended', async () => {
  const id = idOf.get('Zeta Consulting') ?? '';
  const told = async (quoted: number, declined: number, unanswered: number) => {
    await sql(
      world.db,
      `insert into supplier_track (supplier_id, quoted, declined, unanswered) values ($1, $2, $3, $4)
       on conflict (supplier_id) do update set quoted = excluded.quoted, declined = excluded.declined, unanswered = excluded.unanswered`,
      [keyOf('Supplier', id, 1)?.[0], quoted, declined, unanswered],
    );
    const { data } = await world.buyer.gql('query ($id: ID!) { supplier(id: $id) { responsiveness } }', {
      id,
    });
    return data.supplier.responsiveness;
  };
  expect(await told(4, 0, 0)).toBe('UNKNOWN');
  expect(await told(0, 0, 5)).toBe('LOW');
  expect(await told(1, 0, 4)).toBe('MEDIUM');
  expect(await told(1, 2, 2)).toBe('HIGH');
});
