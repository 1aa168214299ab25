import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../../../src/platform/db/sql.ts';
import { encodeNodeId, newId } from '../../../src/platform/kernel/ids.ts';
import { rfqLine } from '../../support/rfq-input.ts';
import { startWorld, type World } from '../../support/world.ts';
import {
  content,
  NODE_QUOTE,
  openRfq,
  passDeadline,
  SUBMIT_QUOTE,
  submit,
  traces,
  withdraw,
} from './quoting.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ worker: false });
});
afterAll(() => world.stop());

describe('submitQuote', () => {
  test('keeps all that the supplier said, for it and the buyer’s side to read', async () => {
    const rfq = await openRfq(world, { lines: [rfqLine(), rfqLine()] });
    const said = {
      currency: 'CNY',
      incoterm: 'FOB',
      incotermPlace: 'Ningbo',
      shipFrom: 'CN',
      paymentSchedule: [
        { percent: '30', days: 0, anchor: 'ORDER' },
        { percent: '70', days: 45, anchor: 'DELIVERY' },
      ],
      earlyPayment: { discountPercent: '2', days: 10 },
      minimumOrderValue: { amount: '1000', currency: 'USD' },
      fixedCharges: [{ label: 'Tooling', amount: { amount: '250.5', currency: 'EUR' } }],
      validUntil: '2030-01-31T12:00:00.000Z',
      leadTimeDays: 35,
    };
    const { quote, userErrors, replayed } = await submit(rfq, {
      ...said,
      lines: [
        {
          lineId: rfq.lineIds[1],
          unitPrice: '5.000000',
          priceBaseQuantity: '100',
          tiers: [
            { fromQuantity: '100', unitPrice: '4.6' },
            { fromQuantity: '500', unitPrice: '3.9' },
          ],
          tierKind: 'INCREMENTAL',
          minimumOrderQuantity: '50',
          packSize: '25',
          capacity: '10000',
          leadTimeDays: 20,
          countryOfOrigin: 'VN',
          hsCode: '731815',
          offeredItem: 'Bracket B-40',
          comment: 'zinc-plated',
        },
        { lineId: rfq.lineIds[0], bidType: 'DECLINE', comment: 'minimum order' },
      ],
    });
    expect(userErrors).toEqual([]);
    expect(replayed).toBe(false);
    expect(quote).toMatchObject({ ...said, version: 1, state: 'SUBMITTED', complete: false, rfq: null });
    expect(quote.invitation).toEqual({ id: rfq.suppliers[0]?.invitationId, state: 'QUOTED' });
    const price = (amount: string) => ({ amount, currency: 'CNY' });
    expect(quote.lines).toMatchObject([
      {
        position: 1,
        line: { id: rfq.lineIds[1] },
        bidType: 'WITHOUT_EXCEPTION',
        unitPrice: price('5'),
        priceBaseQuantity: '100',
        unit: 'C62',
        tiers: [
          { fromQuantity: '100', unitPrice: price('4.6') },
          { fromQuantity: '500', unitPrice: price('3.9') },
        ],
        tierKind: 'INCREMENTAL',
        minimumOrderQuantity: '50',
        packSize: '25',
        capacity: '10000',
        leadTimeDays: 20,
        countryOfOrigin: 'VN',
        hsCode: '731815',
        offeredItem: 'Bracket B-40',
        comment: 'zinc-plated',
      },
      {
        position: 2,
        line: { id: rfq.lineIds[0] },
        bidType: 'DECLINE',
        unitPrice: null,
        comment: 'minimum order',
      },
    ]);
    for (const reader of [world.buyer, world.agent, world.partner, world.operator]) {
      const answer = await reader.gql(NODE_QUOTE, { id: quote.id });
      expect(answer.errors).toBeUndefined();
      expect(answer.data.node).toEqual({ ...quote, rfq: { id: rfq.rfqId } });
    }
  });

  test('is one transaction: quote, invitation, facts and audit, telling ids and versions only', async () => {
    const rfq = await openRfq(world);
    await submit(rfq, { lines: [{ lineId: rfq.lineIds[0], unitPrice: '4711.081500' }] });
    expect(await traces(world, rfq)).toEqual({
      quotes: 1,
      revisions: 1,
      lines: 1,
      facts: 3,
      audits: 2,
      keys: 0,
      answers: 1,
    });
    const told = await sql(
      world.db,
      `select name as what, payload as told from outbox where rfq_id = $1 and name like 'quote.%'
       union all select action, details from audit where rfq_id = $1 and action like '%Quote'`,
      [rfq.id],
    );
    const [{ id: quoteId }] = (await sql<{ id: string }>(world.db, 'select id from quote where rfq_id = $1', [
      rfq.id,
    ])) as [{ id: string }];
    const ids = { rfqId: rfq.id, quoteId, supplierId: rfq.suppliers[0]?.supplierId, version: 1 };
    expect(told).toEqual([
      { what: 'quote.submitted', told: ids },
      { what: 'submitQuote', told: ids },
    ]);
  });

  test('answers a foreign, an absent and a malformed invitation alike, whoever asks', async () => {
    const rfq = await openRfq(world, {}, 2);
    const [own, other] = rfq.suppliers;
    const absent = encodeNodeId('Invitation', newId(), own?.supplierId ?? '');
    for (const invitationId of [other?.invitationId, absent, rfq.rfqId, 'nonsense']) {
      const { quote, userErrors } = await submit(rfq, { invitationId });
      expect(quote).toBeNull();
      expect(userErrors).toEqual([
        { code: 'NOT_FOUND', path: ['input', 'invitationId'], message: 'There is no such invitation.' },
      ]);
    }
    for (const stranger of [world.buyer, world.agent, world.partner, world.operator]) {
      const answers = [own?.invitationId, absent].map(async (invitationId) =>
        stranger.gql(SUBMIT_QUOTE, { input: { invitationId, ...content(rfq) } }),
      );
      const [present, missing] = await Promise.all(answers);
      expect(present?.data).toEqual(missing?.data);
      expect(present?.data.submitQuote).toMatchObject({ quote: null, userErrors: [{ code: 'FORBIDDEN' }] });
    }
    expect((await traces(world, rfq))['quotes']).toBe(0);
  });

  test('does not know suppliers that were selected but never sent an invitation', async () => {
    const rfq = await openRfq(world);
    for (const state of ['SELECTED', 'SUPPRESSED']) {
      await sql(world.db, 'update invitation set state = $2 where rfq_id = $1', [rfq.id, state]);
      expect((await submit(rfq)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    }
  });

  test('judges the deadline by database time, even while nobody has closed the request', async () => {
    const rfq = await openRfq(world);
    await passDeadline(world, rfq);
    const before = await traces(world, rfq);
    expect((await submit(rfq)).userErrors).toMatchObject([{ code: 'RFQ_CLOSED' }]);
    expect(await traces(world, rfq)).toEqual(before);
  });

  test('takes nothing on a request that is not open', async () => {
    const rfq = await openRfq(world);
    for (const state of ['DRAFT', 'CLOSED', 'CANCELLED', 'AWARDED', 'PARTIALLY_AWARDED', 'UNSUCCESSFUL']) {
      await sql(world.db, 'update rfq set state = $2 where id = $1', [rfq.id, state]);
      expect((await submit(rfq)).userErrors).toMatchObject([{ code: 'RFQ_CLOSED' }]);
    }
  });

  test('takes one quote of a supplier, however many it sends at once', async () => {
    const rfq = await openRfq(world);
    const answers = await Promise.all(Array.from({ length: 8 }, () => submit(rfq)));
    const codes = answers.map((answer): string => answer.userErrors[0]?.code ?? 'OK');
    expect(codes.filter((code) => code === 'OK')).toHaveLength(1);
    expect(codes.filter((code) => code === 'ALREADY_QUOTED')).toHaveLength(7);
    expect(await traces(world, rfq)).toMatchObject({ quotes: 1, revisions: 1 });
  });

  test('lets suppliers quote at the same time', async () => {
    const rfq = await openRfq(world, {}, 12);
    const answers = await Promise.all(rfq.suppliers.map((_, index) => submit(rfq, {}, index)));
    expect(answers.flatMap((answer) => answer.userErrors)).toEqual([]);
    expect(await traces(world, rfq)).toMatchObject({ quotes: 12, revisions: 12, answers: 12 });
  });

  test('after a withdrawal writes the next revision of the same quote', async () => {
    const rfq = await openRfq(world);
    const { quote: first } = await submit(rfq);
    await withdraw(rfq, first.id);
    const { quote: second } = await submit(rfq, { leadTimeDays: 9 });
    expect(second).toMatchObject({
      id: first.id,
      version: 2,
      state: 'SUBMITTED',
      stateReason: null,
      leadTimeDays: 9,
    });
  });

  test('is open to a supplier that has declined before', async () => {
    const rfq = await openRfq(world);
    await sql(
      world.db,
      `update invitation set state = 'DECLINED', decline_code = 'PRICE' where rfq_id = $1`,
      [rfq.id],
    );
    expect((await submit(rfq)).quote).toMatchObject({ invitation: { state: 'QUOTED' } });
  });
});

describe('a request that asks for complete quotes', () => {
  test('refuses a partial one and names what is missing; alternates do not fill the gap', async () => {
    const rfq = await openRfq(world, { allowPartialQuotes: false, lines: [rfqLine(), rfqLine(), rfqLine()] });
    const [first, , third] = rfq.lineIds;
    const { userErrors } = await submit(rfq, {
      lines: [
        { lineId: first, unitPrice: '1' },
        { lineId: third, unitPrice: '1', bidType: 'ALTERNATE' },
      ],
    });
    expect(userErrors).toEqual([
      {
        code: 'PARTIAL_NOT_ALLOWED',
        path: ['input', 'lines'],
        message: 'The request asks for complete quotes; not priced as asked: lines 2, 3.',
      },
    ]);
    expect((await submit(rfq)).quote).toMatchObject({ complete: true });
  });
});

describe('an idempotency key', () => {
  test('gives five senders the same answer, once', async () => {
    const rfq = await openRfq(world);
    const input = { idempotencyKey: 'five', validUntil: '2030-01-01T00:00:00Z' };
    const answers = await Promise.all(Array.from({ length: 5 }, () => submit(rfq, input)));
    expect(new Set(answers.map((answer) => answer.quote.id)).size).toBe(1);
    expect(answers.filter((answer) => !answer.replayed)).toHaveLength(1);
    expect(await traces(world, rfq)).toMatchObject({ quotes: 1, revisions: 1, keys: 1 });
  });

  test('refuses another input, and still answers the first when the request has closed', async () => {
    const rfq = await openRfq(world);
    const input = { idempotencyKey: 'kept', validUntil: '2030-01-01T00:00:00Z' };
    const { quote } = await submit(rfq, input);
    expect((await submit(rfq, { ...input, leadTimeDays: 1 })).userErrors).toMatchObject([
      { code: 'IDEMPOTENCY_KEY_REUSED', path: ['input', 'idempotencyKey'] },
    ]);
    await passDeadline(world, rfq);
    expect(await submit(rfq, input)).toMatchObject({ replayed: true, quote: { id: quote.id, version: 1 } });
  });

  test('is free again when the first attempt was refused', async () => {
    const rfq = await openRfq(world);
    const input = { idempotencyKey: 'second-try' };
    expect((await submit(rfq, { ...input, leadTimeDays: -1 })).userErrors).toHaveLength(1);
    expect(await submit(rfq, input)).toMatchObject({ replayed: false, userErrors: [] });
  });

  test('is told apart by supplier and by request', async () => {
    const [one, two] = [await openRfq(world, {}, 2), await openRfq(world)];
    const input = { idempotencyKey: 'everyone’s' };
    const quotes = [await submit(one, input), await submit(one, input, 1), await submit(two, input)];
    expect(quotes.map((answer) => answer.replayed)).toEqual([false, false, false]);
    expect(new Set(quotes.map((answer) => answer.quote.id)).size).toBe(3);
  });
});
