import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeDueRfq } from '../../../src/modules/rfqs/index.ts';
import { sql } from '../../../src/platform/db/sql.ts';
import { keyOf } from '../../../src/platform/kernel/ids.ts';
import { POST_RFQ, rfqInput } from '../../support/rfq-input.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { startWorld, type World } from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const mutation = (name: string, type: string) =>
  `mutation ($input: ${type}!) { ${name}(input: $input) { replayed userErrors { code path } rfq { id state version closedAt } } }`;
const CREATE = mutation('createRfq', 'CreateRfqInput');
const PUBLISH = mutation('publishRfq', 'PublishRfqInput');
const CLOSE = mutation('closeRfq', 'CloseRfqInput');
const CANCEL = mutation('cancelRfq', 'CancelRfqInput');

async function run(query: string, input: object, client = world.buyer) {
  const answer = await client.gql(query, { input });
  return Object.values(answer.data)[0] as {
    replayed: boolean;
    userErrors: { code: string }[];
    rfq: { id: string; state: string } | null;
  };
}

const idOf = (globalId: string) => keyOf('Rfq', globalId, 1)?.[0] ?? '';
const makeDue = (globalId: string) =>
  sql(world.db, `update rfq set closes_at = clock_timestamp() - interval '1 second' where id = $1`, [
    idOf(globalId),
  ]);

describe('a draft', () => {
  test('starts nothing until it is published, once', async () => {
    const { rfq } = await run(CREATE, rfqInput());
    expect(rfq?.state).toBe('DRAFT');
    expect(await sql(world.db, 'select 1 from outbox where rfq_id = $1', [idOf(rfq?.id ?? '')])).toEqual([]);
    const input = { rfqId: rfq?.id, idempotencyKey: 'publish-once' };
    expect(await run(PUBLISH, input)).toMatchObject({ replayed: false, rfq: { state: 'OPEN' } });
    expect(await run(PUBLISH, input)).toMatchObject({ replayed: true, rfq: { state: 'OPEN' } });
    expect(await run(PUBLISH, { rfqId: rfq?.id })).toMatchObject({
      rfq: null,
      userErrors: [{ code: 'INVALID_STATE' }],
    });
  });

  test('is not published over a version that the caller has not seen', async () => {
    const { rfq } = await run(CREATE, rfqInput());
    const answer = await run(PUBLISH, { rfqId: rfq?.id, expectedVersion: 2 });
    expect(answer.userErrors).toMatchObject([
      { code: 'VERSION_CONFLICT', path: ['input', 'expectedVersion'] },
    ]);
  });

  test('is not published after its deadline', async () => {
    const { rfq } = await run(CREATE, rfqInput());
    await makeDue(rfq?.id ?? '');
    expect((await run(PUBLISH, { rfqId: rfq?.id })).userErrors).toMatchObject([
      { code: 'VALIDATION_FAILED' },
    ]);
  });
});

describe('closing', () => {
  test('ends an open request early, but never a sealed one', async () => {
    const open = await run(POST_RFQ, rfqInput());
    expect((await run(CLOSE, { rfqId: open.rfq?.id })).rfq).toMatchObject({ state: 'CLOSED' });
    const sealed = await run(POST_RFQ, rfqInput({ bidVisibility: 'SEALED' }));
    expect((await run(CLOSE, { rfqId: sealed.rfq?.id })).userErrors).toMatchObject([
      { code: 'SEALED_UNTIL_CLOSE' },
    ]);
  });

  test('happens at the deadline by database time, whether or not a queue remembers', async () => {
    await world.stopWorker();
    const { rfq } = await run(POST_RFQ, rfqInput({ bidVisibility: 'SEALED' }));
    await makeDue(rfq?.id ?? '');
    await world.startWorker();
    await waitUntil('the sweeper to close it', async () => {
      const { data } = await world.buyer.gql('query ($id: ID!) { rfq(id: $id) { state } }', { id: rfq?.id });
      return data.rfq.state === 'CLOSED' ? true : data.rfq.state;
    });
  });

  test('has its effect once, however many closers there are', async () => {
    await world.stopWorker();
    const { rfq } = await run(POST_RFQ, rfqInput());
    const rfqId = idOf(rfq?.id ?? '');
    expect(await closeDueRfq({ db: world.db }, rfqId)).toBe(false);
    await makeDue(rfq?.id ?? '');
    const closed = await Promise.all(Array.from({ length: 8 }, () => closeDueRfq({ db: world.db }, rfqId)));
    expect(closed.filter(Boolean)).toHaveLength(1);
    expect(
      await sql(world.db, `select 1 from outbox where rfq_id = $1 and name = 'rfq.closed'`, [rfqId]),
    ).toHaveLength(1);
    await world.startWorker();
  });
});

describe('cancelling', () => {
  test('is possible until it closes, by the buyer’s side alone', async () => {
    const { rfq } = await run(POST_RFQ, rfqInput());
    for (const stranger of [world.otherBuyer, world.otherPartner, world.operator]) {
      expect((await run(CANCEL, { rfqId: rfq?.id }, stranger)).userErrors).toMatchObject([
        { code: 'NOT_FOUND' },
      ]);
    }
    expect((await run(CANCEL, { rfqId: rfq?.id, reason: 'budget' }, world.agent)).rfq).toMatchObject({
      state: 'CANCELLED',
    });
    expect((await run(CLOSE, { rfqId: rfq?.id })).userErrors).toMatchObject([{ code: 'INVALID_STATE' }]);
  });
});
