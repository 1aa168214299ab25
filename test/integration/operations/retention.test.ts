import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../../../src/platform/db/sql.ts';
import { keyOf } from '../../../src/platform/kernel/ids.ts';
import { POST_RFQ, rfqInput } from '../../support/rfq-input.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { startWorld, type World } from '../../support/world.ts';

const CANCEL = `mutation ($input: CancelRfqInput!) { cancelRfq(input: $input) { replayed userErrors { code } rfq { state } } }`;

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const closesAt = new Date(Date.now() + 7 * 86_400_000).toISOString();
const post = async (idempotencyKey: string) => {
  const { data } = await world.buyer.gql(POST_RFQ, { input: rfqInput({ idempotencyKey, closesAt }) });
  expect(data.postRfq.userErrors).toEqual([]);
  return data.postRfq as { replayed: boolean; rfq: { id: string } };
};
const keyOfRfq = (id: string) => keyOf('Rfq', id, 1)?.[0] ?? '';
const factsOf = async (id: string) =>
  (await sql(world.db, 'select 1 from outbox where rfq_id = $1', [keyOfRfq(id)])).length;

test('a worker deletes the old facts of a request that is over, and keeps those of one that is running', async () => {
  const running = await post('running');
  const over = await post('over');
  const cancelled = await world.buyer.gql(CANCEL, {
    input: { rfqId: over.rfq.id, idempotencyKey: 'cancel' },
  });
  expect(cancelled.data.cancelRfq.userErrors).toEqual([]);
  await world.settle();
  const before = await factsOf(running.rfq.id);
  expect([before, await factsOf(over.rfq.id)].every((count) => count > 0)).toBe(true);

  await world.stopWorker();
  await sql(world.db, `update outbox set settled_at = now() - interval '31 days'`);
  await sql(world.db, `update idempotency set created_at = now() - interval '31 days'`);
  await world.startWorker();
  await waitUntil('the purge', async () => {
    const [facts, keys] = [await factsOf(over.rfq.id), await sql(world.db, 'select 1 from idempotency')];
    return facts + keys.length === 0 ? true : `${facts} facts, ${keys.length} keys`;
  });
  expect(await factsOf(running.rfq.id)).toBe(before);

  // The request itself is remembered for good: the same key still is the same object.
  expect(await post('over')).toMatchObject({ replayed: true, rfq: { id: over.rfq.id, state: 'CANCELLED' } });
  const again = await world.buyer.gql('query ($id: ID!) { rfq(id: $id) { state } }', { id: over.rfq.id });
  expect(again.data.rfq.state).toBe('CANCELLED');
});
