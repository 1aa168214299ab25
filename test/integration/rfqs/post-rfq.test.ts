import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../../../src/platform/db/sql.ts';
import { encodeNodeId } from '../../../src/platform/kernel/ids.ts';
import { DEMO_BUYER_ID, OTHER_BUYER_ID } from '../../../src/modules/identity/index.ts';
import { POST_RFQ, rfqInput, rfqLine } from '../../support/rfq-input.ts';
import { startWorld, type World } from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ worker: false });
});
afterAll(() => world.stop());

const post = async (input: object, client = world.buyer, headers = {}) =>
  (await client.gql(POST_RFQ, { input }, headers)).data.postRfq;
const countOf = async (table: string) =>
  Number((await sql<{ n: string }>(world.db, `select count(*) as n from ${table}`))[0]?.n);

describe('postRfq', () => {
  test('writes the request, its lines, the buyer’s list, the fact and the audit row in one transaction', async () => {
    const { rfq, userErrors, replayed } = await post(
      rfqInput({ lines: [rfqLine(), rfqLine({ category: null })] }),
    );
    expect(userErrors).toEqual([]);
    expect(replayed).toBe(false);
    expect(rfq).toMatchObject({ state: 'OPEN', version: 1, lines: [{ lineNo: 1 }, { lineNo: 2 }] });
    expect(rfq.number).toMatch(/^RFQ-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
    const [row] = await sql<{ facts: string[]; audits: string[]; listed: number }>(
      world.db,
      `select array(select name from outbox o where o.rfq_id = r.id) as facts, array(select action from audit a where a.rfq_id = r.id) as audits,
              (select count(*)::int from buyer_rfq b where b.rfq_id = r.id and b.state = 'OPEN') as listed
         from rfq r order by created_at desc limit 1`,
    );
    expect(row).toEqual({ facts: ['rfq.published'], audits: ['postRfq'], listed: 1 });
  });

  test('gives the same answer, once, to five senders of the same key', async () => {
    const before = await countOf('rfq');
    const input = rfqInput({ idempotencyKey: 'five-senders' });
    const answers = await Promise.all(Array.from({ length: 5 }, () => post(input)));
    expect(new Set(answers.map((answer) => answer.rfq.id)).size).toBe(1);
    expect(answers.filter((answer) => !answer.replayed)).toHaveLength(1);
    expect(await countOf('rfq')).toBe(before + 1);
  });

  test('takes the key from the header as well', async () => {
    const input = rfqInput();
    const first = await post(input, world.buyer, { 'idempotency-key': 'from-header' });
    const second = await post(input, world.buyer, { 'idempotency-key': 'from-header' });
    expect(second).toMatchObject({ replayed: true, rfq: { id: first.rfq.id } });
  });

  test('refuses another input under a used key, and keeps the first', async () => {
    await post(rfqInput({ idempotencyKey: 'reused' }));
    const { rfq, userErrors } = await post(rfqInput({ idempotencyKey: 'reused', title: 'another thing' }));
    expect(rfq).toBeNull();
    expect(userErrors).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED', path: ['input', 'idempotencyKey'] }]);
  });

  test('keeps keys per actor', async () => {
    const input = rfqInput({ idempotencyKey: 'shared-key' });
    const mine = await post(input);
    const theirs = await post(input, world.otherBuyer);
    expect(theirs).toMatchObject({ replayed: false });
    expect(theirs.rfq.id).not.toBe(mine.rfq.id);
  });

  test('names every problem at once, with the path to the field, and writes nothing', async () => {
    const before = await countOf('rfq');
    const { rfq, userErrors } = await post(
      rfqInput({
        title: ' ',
        lines: [
          rfqLine({ quantity: { value: '0', unit: 'C62' } }),
          rfqLine({ quantity: { value: '1', unit: 'ZZ' } }),
          rfqLine({ hsCode: '12.34', description: 'a\u0000b' }),
        ],
      }),
    );
    expect(rfq).toBeNull();
    expect(userErrors.map((error: { path: string[] }) => error.path.slice(1).join('.'))).toEqual([
      'title',
      'lines.0.quantity.value',
      'lines.1.quantity.unitText',
      'lines.2.description',
      'lines.2.hsCode',
    ]);
    expect(await countOf('rfq')).toBe(before);
  });

  test.each([
    ['a deadline in the past', { closesAt: '2020-01-01T00:00:00Z' }, 'VALIDATION_FAILED', 'closesAt'],
    ['a deadline years ahead', { closesAt: '2999-01-01T00:00:00Z' }, 'VALIDATION_FAILED', 'closesAt'],
    ['no line', { lines: [] }, 'VALIDATION_FAILED', 'lines'],
    [
      'an unknown category',
      { lines: [rfqLine({ category: { code: '99999999' } })] },
      'UNKNOWN_CATEGORY',
      'lines.0.category',
    ],
    [
      'an unknown unit',
      { lines: [rfqLine({ quantity: { value: '1', unit: 'QQQ' } })] },
      'UNKNOWN_UNIT',
      'lines.0.quantity.unit',
    ],
    [
      'a weight in metres',
      { lines: [rfqLine({ unitWeight: { value: '1', unit: 'MTR' } })] },
      'UNIT_MISMATCH',
      'lines.0.unitWeight.unit',
    ],
    ['a foreign buyer', { onBehalfOf: encodeNodeId('Buyer', OTHER_BUYER_ID) }, 'NOT_FOUND', 'onBehalfOf'],
    [
      'an unknown supplier',
      { reach: { invite: [encodeNodeId('Supplier', DEMO_BUYER_ID)] } },
      'NOT_FOUND',
      'reach.invite.0',
    ],
    [
      'a quantity of a thousand million million',
      { lines: [rfqLine({ quantity: { value: '1000000000000000', unit: 'C62' } })] },
      'VALIDATION_FAILED',
      'lines.0.quantity.value',
    ],
  ])('refuses %s with its code and path', async (_what, changes, code, path) => {
    const { rfq, userErrors } = await post(rfqInput(changes));
    expect(rfq).toBeNull();
    expect(userErrors).toMatchObject([{ code, path: ['input', ...path.split('.')] }]);
  });

  test('lets a sourcing agent post for a buyer of its partner, and records for whom', async () => {
    const { rfq } = await post(rfqInput({ onBehalfOf: encodeNodeId('Buyer', DEMO_BUYER_ID) }), world.agent);
    const seen = await world.buyer.gql('query ($id: ID!) { rfq(id: $id) { state buyer { id } } }', {
      id: rfq.id,
    });
    expect(seen.data.rfq).toEqual({ state: 'OPEN', buyer: { id: encodeNodeId('Buyer', DEMO_BUYER_ID) } });
  });

  test('stores hostile text verbatim', async () => {
    const title = `'); drop table rfq; -- <script>=cmd|' /C calc'!A0 % _ ‮`;
    const { rfq } = await post(rfqInput({ title }));
    const seen = await world.buyer.gql('query ($id: ID!) { rfq(id: $id) { title } }', { id: rfq.id });
    expect(seen.data.rfq.title).toBe(title);
  });
});

describe('reading requests', () => {
  test('answers a foreign request exactly like an absent one', async () => {
    const { rfq } = await post(rfqInput());
    const query = 'query ($id: ID!) { rfq(id: $id) { id } node(id: $id) { id } }';
    const absent = encodeNodeId('Rfq', '0193c000-0000-7000-8000-00000000ffff');
    for (const client of [world.otherBuyer, world.otherPartner]) {
      const foreign = await client.gql(query, { id: rfq.id });
      expect(foreign).toEqual(await client.gql(query, { id: absent }));
      expect(foreign.data).toEqual({ rfq: null, node: null });
    }
    for (const id of ['', 'x', '%%%', encodeNodeId('Rfq', 'not-a-uuid')]) {
      expect((await world.buyer.gql(query, { id })).data).toEqual({ rfq: null, node: null });
    }
    expect((await world.partner.gql(query, { id: rfq.id })).data.rfq.id).toBe(rfq.id);
  });

  test('pages neither repeat nor skip while requests are posted', async () => {
    const query =
      'query ($after: String) { rfqs(first: 3, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }';
    const known = await world.otherBuyer.gql('{ rfqs(first: 100) { totalCount nodes { id } } }');
    for (let index = 0; index < 7; index += 1) await post(rfqInput(), world.otherBuyer);
    const before = (await world.otherBuyer.gql('{ rfqs(first: 100) { nodes { id } } }')).data.rfqs.nodes;
    expect(before).toHaveLength(known.data.rfqs.totalCount + 7);
    const seen: string[] = [];
    for (let after: string | null = null; ;) {
      const { data } = await world.otherBuyer.gql(query, { after });
      seen.push(...data.rfqs.nodes.map((node: { id: string }) => node.id));
      await post(rfqInput(), world.otherBuyer);
      if (!data.rfqs.pageInfo.hasNextPage) break;
      after = data.rfqs.pageInfo.endCursor;
    }
    expect(seen).toEqual(before.map((node: { id: string }) => node.id));
  });

  test('asks for a page size, and refuses foreign cursors', async () => {
    for (const page of [
      '',
      '(first: 0)',
      '(first: 101)',
      '(first: 1, last: 1)',
      '(first: 1, after: "bm9uZQ")',
    ]) {
      const answer = await world.buyer.gql(`{ rfqs${page} { nodes { id } } }`);
      expect(answer.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    }
  });

  test('asks for a token', async () => {
    const answer = await world.anonymous.gql('{ rfqs(first: 1) { nodes { id } } }');
    expect(answer.status).toBe(401);
    expect(answer.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });
});
