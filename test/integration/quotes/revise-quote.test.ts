import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../../../src/platform/db/sql.ts';
import { encodeNodeId, newId } from '../../../src/platform/kernel/ids.ts';
import { startWorld, type World } from '../../support/world.ts';
import {
  content,
  openRfq,
  passDeadline,
  REVISE_QUOTE,
  revise,
  submit,
  traces,
  WITHDRAW_QUOTE,
  withdraw,
} from './quoting.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ worker: false });
});
afterAll(() => world.stop());

const REVISIONS = `query ($id: ID!) { node(id: $id) { ... on Quote { version revisions {
  version state stateReason currency leadTimeDays lines { unitPrice { amount currency } line { id } } } } } }`;

describe('reviseQuote', () => {
  test('replaces the quote as a whole and keeps what it said before', async () => {
    const rfq = await openRfq(world);
    const { quote } = await submit(rfq, {
      leadTimeDays: 10,
      minimumOrderValue: { amount: '5', currency: 'EUR' },
    });
    const lines = [{ lineId: rfq.lineIds[0], unitPrice: '11.9' }];
    const revised = await revise(rfq, quote.id, 1, { currency: 'USD', leadTimeDays: 20, lines });
    expect(revised.userErrors).toEqual([]);
    expect(revised.quote).toMatchObject({
      id: quote.id,
      version: 2,
      state: 'SUBMITTED',
      leadTimeDays: 20,
      minimumOrderValue: null,
      lines: [{ unitPrice: { amount: '11.9', currency: 'USD' } }],
    });
    const line = (amount: string, currency: string) => ({
      unitPrice: { amount, currency },
      line: { id: rfq.lineIds[0] },
    });
    for (const reader of [rfq.suppliers[0]?.client, world.buyer]) {
      expect((await reader?.gql(REVISIONS, { id: quote.id }))?.data.node.revisions).toEqual([
        {
          version: 2,
          state: 'SUBMITTED',
          stateReason: null,
          currency: 'USD',
          leadTimeDays: 20,
          lines: [line('11.9', 'USD')],
        },
        {
          version: 1,
          state: 'SUPERSEDED',
          stateReason: null,
          currency: 'EUR',
          leadTimeDays: 10,
          lines: [line('12.5', 'EUR')],
        },
      ]);
    }
  });

  test('lets one of ten concurrent revisions win in each round: versions have no gaps and none is lost', async () => {
    const rfq = await openRfq(world);
    const { quote } = await submit(rfq);
    for (let version = 1; version <= 3; version += 1) {
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, sender) =>
          revise(rfq, quote.id, version, { leadTimeDays: 100 + sender }),
        ),
      );
      const winners = answers.filter((answer) => answer.userErrors.length === 0);
      expect(winners.map((answer) => answer.quote.version)).toEqual([version + 1]);
      const refused = answers.flatMap((answer) => answer.userErrors);
      expect(new Set(refused.map((error) => error.code))).toEqual(new Set(['VERSION_CONFLICT']));
      expect(refused).toHaveLength(9);
    }
    const versions = await sql<{ version: number; lines: number }>(
      world.db,
      `select v.version, (select count(*)::int from quote_line l where l.rfq_id = v.rfq_id and l.version = v.version) as lines
         from quote_revision v where v.rfq_id = $1 order by v.version`,
      [rfq.id],
    );
    expect(versions).toEqual([1, 2, 3, 4].map((version) => ({ version, lines: 1 })));
  });

  test('answers another supplier’s quote and an absent one alike', async () => {
    const rfq = await openRfq(world, {}, 2);
    const { quote: other } = await submit(rfq, {}, 1);
    await submit(rfq);
    const absent = encodeNodeId('Quote', rfq.id, newId());
    for (const quoteId of [other.id, absent, encodeNodeId('Quote', newId(), newId()), rfq.rfqId, '']) {
      const expected = [
        { code: 'NOT_FOUND', path: ['input', 'quoteId'], message: 'There is no such quote.' },
      ];
      expect(await revise(rfq, quoteId, 1)).toMatchObject({ quote: null, userErrors: expected });
      expect(await withdraw(rfq, quoteId)).toMatchObject({ quote: null, userErrors: expected });
    }
    for (const stranger of [world.buyer, world.agent, world.partner, world.operator]) {
      for (const quoteId of [other.id, absent]) {
        const input = { quoteId, expectedVersion: 1, ...content(rfq) };
        const answer = (await stranger.gql(REVISE_QUOTE, { input })).data.reviseQuote;
        expect(answer).toMatchObject({ quote: null, userErrors: [{ code: 'FORBIDDEN' }] });
        const withdrawn = (await stranger.gql(WITHDRAW_QUOTE, { input: { quoteId } })).data.withdrawQuote;
        expect(withdrawn).toMatchObject({ quote: null, userErrors: [{ code: 'FORBIDDEN' }] });
      }
    }
  });

  test('is refused after the deadline by database time, and leaves nothing behind', async () => {
    const rfq = await openRfq(world);
    const { quote } = await submit(rfq);
    await passDeadline(world, rfq);
    const before = await traces(world, rfq);
    expect((await revise(rfq, quote.id, 1)).userErrors).toMatchObject([{ code: 'RFQ_CLOSED' }]);
    expect((await withdraw(rfq, quote.id)).userErrors).toMatchObject([{ code: 'RFQ_CLOSED' }]);
    expect(await traces(world, rfq)).toEqual(before);
  });

  test('is refused as a whole for one bad value, and leaves nothing behind', async () => {
    const rfq = await openRfq(world);
    const { quote } = await submit(rfq);
    const before = await traces(world, rfq);
    const lines = [{ lineId: rfq.lineIds[0], unitPrice: '-1' }];
    expect((await revise(rfq, quote.id, 1, { lines })).userErrors).toMatchObject([
      { code: 'VALIDATION_FAILED', path: ['input', 'lines', '0', 'unitPrice'] },
    ]);
    expect(await traces(world, rfq)).toEqual(before);
  });

  test('happens once for an idempotency key, though the version has moved on', async () => {
    const rfq = await openRfq(world);
    const { quote } = await submit(rfq);
    const input = { idempotencyKey: 'revision', validUntil: '2030-01-01T00:00:00Z' };
    expect(await revise(rfq, quote.id, 1, input)).toMatchObject({ replayed: false, quote: { version: 2 } });
    expect(await revise(rfq, quote.id, 1, input)).toMatchObject({ replayed: true, quote: { version: 2 } });
    expect((await revise(rfq, quote.id, 2, input)).userErrors).toMatchObject([
      { code: 'IDEMPOTENCY_KEY_REUSED' },
    ]);
  });

  test('brings a quote that an amendment made invalid back into force', async () => {
    const rfq = await openRfq(world);
    const { quote } = await submit(rfq);
    await sql(world.db, `update quote set state = 'INVALID', state_reason = 'line 1' where rfq_id = $1`, [
      rfq.id,
    ]);
    expect((await revise(rfq, quote.id, 1)).quote).toMatchObject({
      version: 2,
      state: 'SUBMITTED',
      stateReason: null,
    });
  });

  test('is not for quotes that were withdrawn or decided on', async () => {
    const rfq = await openRfq(world);
    const { quote } = await submit(rfq);
    for (const state of ['WITHDRAWN', 'DISQUALIFIED', 'AWARDED', 'NOT_AWARDED']) {
      await sql(world.db, 'update quote set state = $2 where rfq_id = $1', [rfq.id, state]);
      expect((await revise(rfq, quote.id, 1)).userErrors).toMatchObject([{ code: 'INVALID_STATE' }]);
      expect((await withdraw(rfq, quote.id)).userErrors).toMatchObject([{ code: 'INVALID_STATE' }]);
    }
  });
});

describe('withdrawQuote', () => {
  test('takes the quote back, keeps the reason and reopens the invitation', async () => {
    const rfq = await openRfq(world);
    const { quote } = await submit(rfq);
    const answer = await withdraw(rfq, quote.id, { expectedVersion: 1, reason: 'no steel' });
    expect(answer).toMatchObject({
      userErrors: [],
      quote: {
        id: quote.id,
        version: 1,
        state: 'WITHDRAWN',
        stateReason: 'no steel',
        invitation: { state: 'VIEWED' },
      },
    });
    const facts = await sql(
      world.db,
      `select payload from outbox where rfq_id = $1 and name = 'quote.withdrawn'`,
      [rfq.id],
    );
    expect(facts).toMatchObject([{ payload: { rfqId: rfq.id, version: 1 } }]);
  });

  test('refuses a version that has moved on, and a reason that cannot be kept', async () => {
    const rfq = await openRfq(world);
    const { quote } = await submit(rfq);
    await revise(rfq, quote.id, 1);
    expect((await withdraw(rfq, quote.id, { expectedVersion: 1 })).userErrors).toMatchObject([
      { code: 'VERSION_CONFLICT', path: ['input', 'expectedVersion'] },
    ]);
    expect((await withdraw(rfq, quote.id, { reason: 'x'.repeat(1_001) })).userErrors).toMatchObject([
      { code: 'VALIDATION_FAILED', path: ['input', 'reason'] },
    ]);
    expect((await withdraw(rfq, quote.id, { reason: 'a\u0000' })).userErrors).toHaveLength(1);
  });

  test('happens once for an idempotency key', async () => {
    const rfq = await openRfq(world);
    const { quote } = await submit(rfq);
    const input = { idempotencyKey: 'withdrawal' };
    expect(await withdraw(rfq, quote.id, input)).toMatchObject({
      replayed: false,
      quote: { state: 'WITHDRAWN' },
    });
    expect(await withdraw(rfq, quote.id, input)).toMatchObject({
      replayed: true,
      quote: { state: 'WITHDRAWN' },
    });
  });
});
