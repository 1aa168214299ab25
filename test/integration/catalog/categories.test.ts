import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startWorld, type World } from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ worker: false });
});
afterAll(() => world.stop());

const CATEGORY = `query ($code: String!) {
  category(code: $code) {
    id scheme code level label german: label(language: "de") portuguese: label(language: "pt-BR") none: label(language: "ja")
    parent { code label } ancestors { code } children(first: 2) { totalCount nodes { code parent { code } } pageInfo { hasNextPage } }
  }
}`;

const SEARCH = `query ($search: String, $language: String, $scheme: String, $level: Int, $first: Int, $after: String, $last: Int, $before: String) {
  categories(search: $search, language: $language, scheme: $scheme, level: $level, first: $first, after: $after, last: $last, before: $before) {
    totalCount edges { cursor node { code label(language: "en") } } pageInfo { hasNextPage hasPreviousPage endCursor }
  }
}`;

const search = async (variables: object): Promise<{ totalCount: number; codes: string[]; end: string }> => {
  const { data, errors } = await world.buyer.gql(SEARCH, { first: 5, ...variables });
  if (errors) throw new Error(JSON.stringify(errors));
  const { totalCount, edges, pageInfo } = data.categories;
  return {
    totalCount,
    codes: edges.map((edge: { node: { code: string } }) => edge.node.code),
    end: pageInfo.endCursor,
  };
};

describe('a category', () => {
  test('tells its names, its place and what lies around it', async () => {
    const { data } = await world.buyer.gql(CATEGORY, { code: '44530000' });
    expect(data.category).toEqual({
      id: expect.any(String),
      scheme: 'CPV',
      code: '44530000',
      level: 3,
      label: 'Fasteners',
      german: 'Verbindungselemente',
      portuguese: expect.not.stringMatching('Fasteners'),
      none: 'Fasteners',
      parent: { code: '44500000', label: expect.any(String) },
      ancestors: [{ code: '44000000' }, { code: '44500000' }],
      children: {
        totalCount: 3,
        nodes: ['44531000', '44532000'].map((code) => ({ code, parent: { code: '44530000' } })),
        pageInfo: { hasNextPage: true },
      },
    });
    const { data: again } = await world.buyer.gql(
      `query ($id: ID!) { node(id: $id) { ... on Category { code } } }`,
      {
        id: data.category.id,
      },
    );
    expect(again.node).toEqual({ code: '44530000' });
  });

  test('is found with its check digit, and is null where there is none', async () => {
    const { data } = await world.buyer.gql(CATEGORY, { code: '44530000-4' });
    expect(data.category.code).toBe('44530000');
    expect((await world.buyer.gql(CATEGORY, { code: '12345678' })).data).toEqual({ category: null });
  });

  test('is for those who are signed in', async () => {
    const { errors } = await world.anonymous.gql(CATEGORY, { code: '44530000' });
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });
});

describe('searching categories', () => {
  test.each([
    ['en', 'Fasteners', '44530000'],
    ['de', 'bauarbeiten', '45000000'],
    ['fr', 'genie civil machines', '43310000'],
    ['bg', 'СТРОИТЕЛНИ материали', '44110000'],
    ['el', 'ρολογια', '18521000'],
    ['pl', 'rowery', '34430000'],
    ['fi', 'polkupyörä', '34430000'],
    ['lt', 'dviraciai', '34430000'],
  ])('finds in %s by "%s"', async (language, text, code) => {
    expect((await search({ search: text, language, scheme: 'CPV' })).codes[0]).toBe(code);
  });

  test('puts whole words before beginnings, these before other endings, and fewer words first', async () => {
    const { data } = await world.buyer.gql(SEARCH, { search: 'paint', first: 100 });
    const labels: string[] = data.categories.edges.map(
      (edge: { node: { label: string } }) => edge.node.label,
    );
    const classOf = (label: string) => {
      if (/\bpaint\b/i.test(label)) return 1;
      return /\bpaint/i.test(label) ? 2 : 3;
    };
    const classes = labels.map(classOf);
    expect(classes).toEqual(classes.toSorted((a, b) => a - b));
    expect(new Set(classes).size).toBeGreaterThan(1);
    expect((await search({ search: 'pumps' })).codes[0]).toBe('42122000');
  });

  test('finds by the beginning of a code, in the tree’s order', async () => {
    expect((await search({ search: '4453' })).codes).toEqual([
      '44530000',
      '44531000',
      '44531100',
      '44531200',
      '44531300',
    ]);
  });

  test('finds nothing by signs, and takes them literally', async () => {
    for (const text of ['%', '_', `' or 1=1 --`, '&|!():*', '']) {
      expect((await search({ search: text })).totalCount).toBeLessThanOrEqual(1);
    }
  });

  test('gives every hit once over all pages, forwards and backwards', async () => {
    const all = await search({ search: 'construction work', first: 100 });
    const paged: string[] = [];
    for (let after: string | null = null, page; ; after = page.end) {
      page = await search({ search: 'construction work', first: 30, after });
      paged.push(...page.codes);
      if (page.codes.length < 30) break;
    }
    expect(paged.slice(0, 100)).toEqual(all.codes);
    expect(new Set(paged).size).toBe(all.totalCount);
    const last = await search({ search: 'construction work', first: null, last: 10 });
    expect(last.codes).toEqual(paged.slice(-10));
  });

  test('without words lists a tree from the top down, or one level of it', async () => {
    expect((await search({ scheme: 'CPV' })).codes.slice(0, 3)).toEqual(['03000000', '03100000', '03110000']);
    const divisions = await search({ scheme: 'CPV', level: 1 });
    expect(divisions).toMatchObject({
      totalCount: 45,
      codes: ['03000000', '09000000', '14000000', '15000000', '16000000'],
    });
  });

  test('refuses a cursor of another list', async () => {
    const { end } = await search({ scheme: 'CPV' });
    const { errors } = await world.buyer.gql(SEARCH, { search: 'pump', first: 5, after: end });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  test('costs the same number of statements for 1, 10 and 100 categories with all their edges', async () => {
    const query = `query ($first: Int) { categories(search: "services", first: $first) { nodes {
      label(language: "de") parent { label(language: "fr") } ancestors { code } children(first: 1) { nodes { code } }
    } } }`;
    const statements = vi.spyOn(world.db, 'query');
    const counts: number[] = [];
    for (const first of [1, 10, 100]) {
      statements.mockClear();
      const { data } = await world.buyer.gql(query, { first });
      expect(data.categories.nodes).toHaveLength(first);
      counts.push(statements.mock.calls.length);
    }
    statements.mockRestore();
    expect(new Set(counts).size).toBe(1);
  });
});
