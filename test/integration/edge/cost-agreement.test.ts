import { fc } from '@fast-check/vitest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWorld, type World } from '../../support/world.ts';
import { send, type WireAnswer } from '../../contract/wire.ts';

const LIMIT = 1_000_000;
const RATE_LIMIT = 'rateLimit { requested limit remaining resetAt }';

let world: World;
beforeAll(async () => {
  world = await startWorld({ worker: false, env: { RATE_LIMIT_POINTS_PER_MINUTE: String(LIMIT) } });
});
afterAll(() => world.stop());

const ask = (query: string, variables: object): Promise<WireAnswer> =>
  send(world.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${world.partner.token}` },
    body: JSON.stringify({ query, variables }),
  });

/** Cost and budget as the headers tell them. */
function headersOf({ headers }: WireAnswer) {
  const number = (name: string, pattern: RegExp) => Number(pattern.exec(headers.get(name) ?? '')?.[1]);
  return {
    requested: number('x-query-cost', /^(\d+)$/),
    limit: number('ratelimit-policy', /^"minute";q=(\d+);w=60$/),
    remaining: number('ratelimit', /^"minute";r=(\d+);t=\d+$/),
    secondsLeft: number('ratelimit', /;t=(\d+)$/),
  };
}

const size = fc.integer({ min: 1, max: 100 });
/** A field with what it costs by the documented rules. */
const field = fc.oneof(
  fc.constant({ text: '__typename', cost: 0 }),
  fc.constant({ text: 'viewer { role partner { name } }', cost: 2 }),
  fc.constant({ text: 'category(code: "03000000") { code ancestors { code } }', cost: 11 }),
  size.map((n) => ({ text: `units(first: ${n}) { totalCount nodes { code } }`, cost: 1 + n })),
  size.map((n) => ({
    text: `units(last: ${n}) { edges { cursor node { code } } pageInfo { hasNextPage } }`,
    cost: 1 + n,
  })),
  size.map((n) => ({
    text: `rfqs(first: ${n}) { nodes { id invitations(first: $n) { nodes { id } } } }`,
    cost: 1 + n * (1 + 1 + 7),
  })),
  fc
    .array(fc.uuid(), { minLength: 1, maxLength: 9 })
    .map((ids) => ({ text: `nodes(ids: ${JSON.stringify(ids)}) { id }`, cost: ids.length })),
);

describe('cost and budget', () => {
  test('are the same in headers, extensions and the field, add up from request to request, and are as documented', async () => {
    let left: { remaining: number; resetAt: string } | null = null;
    await fc.assert(
      fc.asyncProperty(fc.array(field, { minLength: 1, maxLength: 6 }), async (fields) => {
        const aliased = fields.map(({ text }, index) =>
          text.startsWith('__') ? text : `f${index}: ${text}`,
        );
        const query = `query ($n: Int = 7, $unused: Boolean = true) { ${aliased.join(' ')} ${RATE_LIMIT} ... @include(if: $unused) { __typename } z: rfqs(first: $n) @skip(if: true) { totalCount } }`;
        const answer = await ask(query, {});
        const { cost } = answer.body.extensions;
        const expected = fields.reduce((sum, { cost: points }) => sum + points, 1);
        expect(answer.body.data.rateLimit).toEqual(cost);
        expect(cost).toMatchObject({ requested: expected, limit: LIMIT });

        const { secondsLeft, ...told } = headersOf(answer);
        expect({ ...told, resetAt: cost.resetAt }).toEqual(cost);
        expect(secondsLeft).toBeGreaterThanOrEqual(1);
        expect(secondsLeft).toBeLessThanOrEqual(60);

        const before = left !== null && left.resetAt === cost.resetAt ? left.remaining : LIMIT;
        expect(cost.remaining).toBe(before - expected);
        left = cost;
      }),
      { numRuns: 300 },
    );
  });

  test('are told with every answer, also of a refusal, which costs 1', async () => {
    for (const query of [
      '{',
      '{ nothing }',
      '{ rfqs(first: 100) { nodes { quotes(first: 100) { nodes { supplier { id } } } } } }',
      'query A { __typename } query B { __typename }',
    ]) {
      const answer = await ask(query, {});
      expect(answer.body.errors).toHaveLength(1);
      expect(answer.body.extensions.cost).toMatchObject({ requested: 1, limit: LIMIT });
      expect(headersOf(answer)).toMatchObject({
        requested: 1,
        remaining: answer.body.extensions.cost.remaining,
      });
    }
  });
});
