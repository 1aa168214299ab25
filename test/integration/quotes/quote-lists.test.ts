import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { sql } from '../../../src/platform/db/sql.ts';
import { startWorld, type World } from '../../support/world.ts';
import { openRfq, type OpenRfq, revise, submit } from './quoting.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ worker: false });
});
afterAll(() => world.stop());

const PAGE = `query ($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {
  rfq(id: $id) { quotes(first: $first, after: $after, last: $last, before: $before) {
    totalCount edges { cursor node { id } } nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`;

const page = async (rfq: OpenRfq, args: object) => world.buyer.gql(PAGE, { id: rfq.rfqId, ...args });
const idsOf = (quotes: { nodes: { id: string }[] }) => quotes.nodes.map((node) => node.id);

/** Submits a quote for each supplier from one to another, one after the other, and returns their ids. */
async function submitAll(rfq: OpenRfq, from: number, to: number): Promise<string[]> {
  const ids: string[] = [];
  for (let by = from; by < to; by += 1) ids.push((await submit(rfq, {}, by)).quote.id);
  return ids;
}

describe('the quotes of a request', () => {
  test('are paged in order of submission, either way, neither repeating nor skipping while quotes arrive and change', async () => {
    const rfq = await openRfq(world, {}, 8);
    const ids = await submitAll(rfq, 0, 7);
    const first = (await page(rfq, { first: 3 })).data.rfq.quotes;
    expect(first).toMatchObject({ totalCount: 7, pageInfo: { hasNextPage: true, hasPreviousPage: false } });
    expect(idsOf(first)).toEqual(ids.slice(0, 3));

    await revise(rfq, ids[0] ?? '', 1);
    const [late] = await submitAll(rfq, 7, 8);
    const second = (await page(rfq, { first: 4, after: first.pageInfo.endCursor })).data.rfq.quotes;
    expect(idsOf(second)).toEqual(ids.slice(3, 7));
    const third = (await page(rfq, { first: 4, after: second.pageInfo.endCursor })).data.rfq.quotes;
    expect(idsOf(third)).toEqual([late]);
    expect(third.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });

    const back = (await page(rfq, { last: 2, before: second.pageInfo.startCursor })).data.rfq.quotes;
    expect(idsOf(back)).toEqual(ids.slice(1, 3));
    expect(back.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    expect(idsOf((await page(rfq, { last: 3 })).data.rfq.quotes)).toEqual([...ids.slice(5), late]);
  });

  test('keep their order where several were submitted at the same moment', async () => {
    const rfq = await openRfq(world, {}, 5);
    await submitAll(rfq, 0, 5);
    await sql(world.db, `update quote set submitted_at = '2026-01-01T00:00:00.001Z' where rfq_id = $1`, [
      rfq.id,
    ]);
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const quotes: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } = (
        await page(rfq, { first: 2, after })
      ).data.rfq.quotes;
      seen.push(...idsOf(quotes));
      after = quotes.pageInfo.hasNextPage ? quotes.pageInfo.endCursor : null;
    } while (after !== null);
    expect(new Set(seen).size).toBe(5);
    expect(seen).toHaveLength(5);
  });

  test('refuse cursors that are not theirs, and pages that are none', async () => {
    const rfq = await openRfq(world);
    const cursors = [
      '',
      'nonsense',
      'WzFd',
      ...[
        ['x', 'y'],
        ['2026-01-01', rfq.id],
        ['9999999-01-01', rfq.id],
      ].map(cursorOf),
    ];
    for (const args of [
      ...cursors.map((after) => ({ first: 1, after })),
      {},
      { first: 0 },
      { first: 101 },
      { first: 1, last: 1 },
    ]) {
      const answer = await page(rfq, args);
      expect(answer.errors?.map((error) => error.extensions.code)).toEqual(['BAD_USER_INPUT']);
    }
  });
});

const cursorOf = (values: string[]): string =>
  Buffer.from(JSON.stringify([1, ...values])).toString('base64url');

describe('a list of requests with their quotes', () => {
  const NESTED = `query ($n: Int!) { rfqs(first: $n) { nodes { id quotes(first: 5) { totalCount nodes {
    id supplier { id } rfq { id } invitation { id quote { id } } revisions { version lines { unit } } lines { line { id } } } } } } }`;

  test('takes as many SQL statements for ten requests as for one', async () => {
    for (let count = 0; count < 10; count += 1) {
      const rfq = await openRfq(world, {}, 2);
      await submitAll(rfq, 0, 2);
    }
    const query = vi.spyOn(world.db, 'query');
    const statements: number[] = [];
    for (const n of [1, 3, 10]) {
      query.mockClear();
      const { data, errors } = await world.buyer.gql(NESTED, { n });
      expect(errors).toBeUndefined();
      expect(data.rfqs.nodes.map((rfq: { quotes: { totalCount: number } }) => rfq.quotes.totalCount)).toEqual(
        Array(n).fill(2),
      );
      statements.push(query.mock.calls.length);
    }
    query.mockRestore();
    expect(new Set(statements).size).toBe(1);
    expect(statements[0]).toBeGreaterThan(3);
  });
});
