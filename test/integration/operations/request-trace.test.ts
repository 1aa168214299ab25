import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../../../src/platform/db/sql.ts';
import { keyOf } from '../../../src/platform/kernel/ids.ts';
import { POST_RFQ, rfqInput, rfqLine } from '../../support/rfq-input.ts';
import { startWorld, type World } from '../../support/world.ts';
import { logLines } from './log-lines.ts';

const CANARY_PRICE = '90210.4711';
const CANARY_TITLE = 'canary-title-7c1e';

const logs = logLines();
let world: World;
beforeAll(async () => {
  world = await startWorld({ log: logs.log });
});
afterAll(() => world.stop());

const post = async (requestId: string) => {
  const lines = [rfqLine({ targetPrice: { amount: CANARY_PRICE, currency: 'EUR' } })];
  const input = rfqInput({ title: CANARY_TITLE, lines });
  const { data } = await world.buyer.gql(POST_RFQ, { input }, { 'x-request-id': requestId });
  expect(data.postRfq.userErrors).toEqual([]);
  return keyOf('Rfq', data.postRfq.rfq.id, 1)?.[0] ?? '';
};

test('a request’s id is carried from the edge through every fact and job that it leads to', async () => {
  const ids = ['request-one-0001', 'request-two-0002'];
  const rfqIds = await Promise.all(ids.map(post));
  await world.settle();
  for (const [index, requestId] of ids.entries()) {
    const facts = await sql<{ name: string; request_id: string }>(
      world.db,
      'select name, request_id from outbox where rfq_id = $1 order by seq',
      [rfqIds[index]],
    );
    // The first is stated by the mutation, the second by a job that reacts to it.
    expect(facts.map((fact) => fact.name).slice(0, 2)).toEqual(['rfq.published', 'rfq.matched']);
    expect(new Set(facts.map((fact) => fact.request_id))).toEqual(new Set([requestId]));
    const runs = logs.of('job').filter((line) => line['rfqId'] === rfqIds[index]);
    expect(runs.map((line) => line['job'])).toEqual(
      expect.arrayContaining(['match-suppliers', 'invite-wave']),
    );
    for (const run of runs)
      expect(run).toMatchObject({ requestId, outboxId: expect.any(String), attempt: 1 });
  }
});

test('a fact that a clock leads to names no request', async () => {
  const rfqId = await post('request-three-03');
  await sql(world.db, `update rfq set closes_at = now() where id = $1`, [rfqId]);
  await world.settle();
  await expect
    .poll(() =>
      sql(world.db, `select request_id from outbox where rfq_id = $1 and name = 'rfq.closed'`, [rfqId]),
    )
    .toEqual([{ request_id: null }]);
});

test('every request has one log line: what was asked and by whom, and nothing of what was in it', async () => {
  await post('request-four-004');
  await world.anonymous.gql('{ viewer { role } }', {}, { 'x-request-id': 'request-five-005' });
  const origin = new URL(world.url).origin;
  await fetch(`${origin}/nothing/${CANARY_TITLE}?price=${CANARY_PRICE}`, {
    headers: { 'x-request-id': 'request-six-0006' },
  });
  const lineOf = (requestId: string) => logs.of('request').filter((line) => line['requestId'] === requestId);
  expect(lineOf('request-four-004')).toEqual([
    expect.objectContaining({
      method: 'POST',
      route: '/graphql',
      status: 200,
      durationMs: expect.any(Number),
      operation: 'mutation postRfq',
      role: 'BUYER',
      organisation: expect.stringMatching(/^[0-9a-f-]{36}$/),
    }),
  ]);
  expect(lineOf('request-five-005')).toEqual([expect.objectContaining({ route: '/graphql', status: 401 })]);
  expect(lineOf('request-six-0006')).toEqual([
    expect.objectContaining({ method: 'GET', route: 'none', status: 404 }),
  ]);
});

test('logs, facts and dead letters hold no price, title or token', async () => {
  await post('request-seven-07');
  await world.settle();
  const kept = JSON.stringify(
    await Promise.all(['outbox', 'dead_letter'].map((table) => sql(world.db, `select * from ${table}`))),
  );
  for (const secret of [CANARY_PRICE, CANARY_TITLE, world.buyer.token ?? '']) {
    expect(logs.text()).not.toContain(secret);
    expect(kept).not.toContain(secret);
  }
});
