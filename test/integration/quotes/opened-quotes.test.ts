import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findOpenedQuotes, lockQuotes, setQuoteStates } from '../../../src/modules/quotes/index.ts';
import { closeDueRfq, lockRfq } from '../../../src/modules/rfqs/index.ts';
import { inTransaction } from '../../../src/platform/db/in-transaction.ts';
import { sql } from '../../../src/platform/db/sql.ts';
import { rfqLine } from '../../support/rfq-input.ts';
import { startWorld, type World } from '../../support/world.ts';
import { NODE_QUOTE, openRfq, type OpenRfq, passDeadline, revise, submit, withdraw } from './quoting.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ worker: false });
});
afterAll(() => world.stop());

const supplierIdsOf = (quotes: readonly { supplierId: string }[]) => quotes.map((quote) => quote.supplierId);
const idOf = async (rfq: OpenRfq, by: number) => {
  const [row] = await sql<{ id: string }>(
    world.db,
    'select id from quote where rfq_id = $1 and supplier_id = $2',
    [rfq.id, rfq.suppliers[by]?.supplierId],
  );
  return row?.id ?? '';
};

describe('what a comparison compares', () => {
  test('is each current revision with its lines, but for withdrawn quotes', async () => {
    const rfq = await openRfq(world, { lines: [rfqLine(), rfqLine()] }, 3);
    const { quote } = await submit(rfq);
    await submit(rfq, {}, 1);
    await submit(rfq, { currency: 'USD' }, 2);
    const lines = [
      { lineId: rfq.lineIds[1], unitPrice: '7.100000', tiers: [{ fromQuantity: '10', unitPrice: '6' }] },
    ];
    await revise(rfq, quote.id, 1, { currency: 'CHF', lines });
    await sql(world.db, `update quote set state = 'WITHDRAWN' where id = $1`, [await idOf(rfq, 1)]);
    const found = await findOpenedQuotes(world.db, [rfq.id]);
    expect(new Set(supplierIdsOf(found))).toEqual(
      new Set([rfq.suppliers[0]?.supplierId, rfq.suppliers[2]?.supplierId]),
    );
    expect(found.find((quoted) => quoted.currency === 'CHF')).toMatchObject({
      version: 2,
      complete: false,
      lines: [{ lineNo: 2, unitPrice: '7.1', unit: 'C62', tiers: [{ fromQuantity: '10', unitPrice: '6' }] }],
    });
    expect(found.find((quoted) => quoted.currency === 'USD')?.lines.map((line) => line.lineNo)).toEqual([
      1, 2,
    ]);
  });

  test('is nothing while quotes are sealed', async () => {
    const rfq = await openRfq(world, { bidVisibility: 'SEALED' });
    await submit(rfq);
    expect(await findOpenedQuotes(world.db, [rfq.id])).toEqual([]);
    await passDeadline(world, rfq);
    expect(await findOpenedQuotes(world.db, [rfq.id])).toEqual([]);
    await closeDueRfq({ db: world.db }, rfq.id);
    expect(await findOpenedQuotes(world.db, [rfq.id])).toHaveLength(1);
  });
});

describe('what an award locks', () => {
  test('are the quotes that exist, with what a decision depends on', async () => {
    const rfq = await openRfq(world, {}, 2);
    await submit(rfq, { currency: 'SEK', validUntil: '2030-01-01T00:00:00Z' });
    await submit(rfq, {}, 1);
    const id = await idOf(rfq, 0);
    const locked = await inTransaction(world.db, async (tx) => {
      await lockRfq(tx, rfq.id);
      expect(await lockQuotes(tx, rfq.id, 'all')).toHaveLength(2);
      return lockQuotes(tx, rfq.id, [id, rfq.id]);
    });
    expect(locked).toEqual([
      {
        id,
        supplierId: rfq.suppliers[0]?.supplierId,
        version: 1,
        state: 'SUBMITTED',
        validUntil: new Date('2030-01-01T00:00:00Z'),
        currency: 'SEK',
      },
    ]);
  });

  test('moves to its outcome, of which readers are told', async () => {
    const rfq = await openRfq(world, {}, 2);
    const { quote } = await submit(rfq);
    await submit(rfq, {}, 1);
    const [won, lost] = [await idOf(rfq, 0), await idOf(rfq, 1)];
    await inTransaction(world.db, async (tx) => {
      await setQuoteStates(tx, rfq.id, [
        { quoteId: won, state: 'AWARDED', reason: null },
        { quoteId: lost, state: 'DISQUALIFIED', reason: 'no certificate' },
      ]);
    });
    expect((await world.buyer.gql(NODE_QUOTE, { id: quote.id })).data.node.state).toBe('AWARDED');
    const found = await findOpenedQuotes(world.db, [rfq.id]);
    expect(found.find((quoted) => quoted.quoteId === lost)).toMatchObject({
      state: 'DISQUALIFIED',
      stateReason: 'no certificate',
    });
  });
});

test('a quote in force expires by the clock, and no other state is touched by it', async () => {
  const rfq = await openRfq(world);
  const { quote } = await submit(rfq);
  await sql(
    world.db,
    `update quote_revision set valid_until = now() - interval '1 second' where rfq_id = $1`,
    [rfq.id],
  );
  const read = async () => (await world.buyer.gql(NODE_QUOTE, { id: quote.id })).data.node.state;
  expect(await read()).toBe('EXPIRED');
  expect((await withdraw(rfq, quote.id)).quote.state).toBe('WITHDRAWN');
  expect(await read()).toBe('WITHDRAWN');
});
