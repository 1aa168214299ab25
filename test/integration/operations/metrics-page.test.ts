import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../../../src/platform/db/sql.ts';
import { newId } from '../../../src/platform/kernel/ids.ts';
import { rfqInput } from '../../support/rfq-input.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { startWorld, type World } from '../../support/world.ts';

const CANARY = 'canary-9d41';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const fetchPage = (headers: Record<string, string> = {}) =>
  fetch(new URL('/metrics', world.url), { headers });
const page = async () => (await fetchPage()).text();

/** The value of a sample, by its name and labels as they are printed. */
function valueOf(text: string, sample: string): number | null {
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${sample} `));
  return line === undefined ? null : Number(line.slice(sample.length + 1));
}

const postOne = async () => {
  const { data } = await world.buyer.gql(
    `mutation ${CANARY.replace('-', '_')}($input: PostRfqInput!) { ${CANARY.replace('-', '_')}: postRfq(input: $input) { rfq { id } } }`,
    { input: rfqInput({ title: CANARY, reach: { everyone: true } }) },
  );
  return data[CANARY.replace('-', '_')].rfq.id as string;
};

describe('/metrics', () => {
  test('counts requests by route and operations by root field', async () => {
    const before = await page();
    await postOne();
    await world.anonymous.gql('{ viewer { role } }');
    await world.buyer.gql('{ nonsense }');
    const after = await page();
    const grown = (sample: string) => (valueOf(after, sample) ?? 0) - (valueOf(before, sample) ?? 0);
    // An operation that is not valid is answered with 200, too, for clients that take any JSON.
    const posted = 'method="POST",route="/graphql",status="200"';
    expect(grown(`rfq_http_requests_total{${posted}}`)).toBe(2);
    expect(grown(`rfq_http_request_duration_seconds_count{${posted}}`)).toBe(2);
    expect(grown('rfq_http_requests_total{method="POST",route="/graphql",status="401"}')).toBe(1);
    expect(grown('rfq_graphql_operations_total{type="mutation",field="postRfq",outcome="ok"}')).toBe(1);
    expect(grown('rfq_graphql_operation_duration_seconds_count{type="mutation",field="postRfq"}')).toBe(1);
    expect(grown('rfq_graphql_operations_total{type="none",field="none",outcome="error"}')).toBe(1);
    expect(grown('rfq_graphql_errors_total{code="GRAPHQL_VALIDATION_FAILED"}')).toBe(1);
  });

  test('shows jobs, queues, the outbox and the fan-out', async () => {
    const before = await page();
    await postOne();
    await world.settle();
    await waitUntil('the last job to be counted', async () => {
      const text = await page();
      const waves = (some: string) => valueOf(some, 'rfq_publish_to_invited_seconds_count') ?? 0;
      return waves(text) > waves(before) ? true : 'no wave';
    });
    const after = await page();
    expect(
      valueOf(after, 'rfq_job_duration_seconds_count{job="match-suppliers",outcome="completed"}'),
    ).toBeGreaterThan(0);
    expect(valueOf(after, 'rfq_queue_wait_seconds_count{queue="matching"}')).toBeGreaterThan(0);
    expect(valueOf(after, 'rfq_queue_jobs{queue="rfqs",state="delayed"}')).toBeGreaterThan(0);
    expect(valueOf(after, 'rfq_outbox_facts{state="undispatched"}')).toBe(0);
    expect(valueOf(after, 'rfq_outbox_oldest_age_seconds{state="undispatched"}')).toBe(0);
    expect(valueOf(after, 'rfq_invitation_wave_size_count')).toBeGreaterThan(0);
    expect(valueOf(after, 'rfq_invitations_total')).not.toBeNull();
    for (const pool of ['api', 'worker'])
      expect(valueOf(after, `rfq_database_pool_connections{pool="${pool}",state="idle"}`)).not.toBeNull();
    for (const collector of ['queues', 'outbox', 'suppliers', 'pool-api', 'pool-worker'])
      expect(valueOf(after, `rfq_collector_up{collector="${collector}"}`)).toBe(1);
  });

  test('shows how far behind the work is, and what waits for an operator', async () => {
    await world.stopWorker();
    const id = newId();
    await sql(
      world.db,
      `insert into outbox (rfq_id, id, seq, name, version, payload, created_at)
       values ($1, $1, 1, 'test.happened', 1, '{}', now() - interval '90 seconds')`,
      [id],
    );
    await sql(
      world.db,
      `insert into dead_letter (rfq_id, outbox_id, job, reason) values ($1, $1, 'match-suppliers', 'poison')`,
      [id],
    );
    const text = await page();
    expect(valueOf(text, 'rfq_outbox_facts{state="undispatched"}')).toBe(1);
    expect(valueOf(text, 'rfq_outbox_oldest_age_seconds{state="undispatched"}')).toBeGreaterThanOrEqual(90);
    expect(valueOf(text, 'rfq_dead_letters{job="match-suppliers"}')).toBe(1);
    await sql(world.db, 'delete from dead_letter');
    await sql(world.db, 'delete from outbox where id = $1', [id]);
    expect(valueOf(await page(), 'rfq_dead_letters{job="match-suppliers"}')).toBeNull();
    await world.startWorker();
  });

  test('says nothing of what clients sent, chose or own', async () => {
    const rfqId = await postOne();
    await world.settle();
    const text = await page();
    expect(text).not.toContain(CANARY);
    expect(text).not.toContain(CANARY.replace('-', '_'));
    expect(text).not.toContain(rfqId);
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
  });

  test('names everything by the conventions of Prometheus, and as docs/operations.md has it', async () => {
    const response = await fetchPage();
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const kinds = [...(await response.text()).matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(
      ([, name = '', kind = '']) => ({
        name,
        kind,
      }),
    );
    expect(kinds.length).toBeGreaterThan(15);
    expect(kinds.filter(({ name }) => !/^rfq_[a-z]+(_[a-z]+)*$/.test(name))).toEqual([]);
    expect(kinds.filter(({ name, kind }) => (kind === 'counter') !== name.endsWith('_total'))).toEqual([]);
    const documented = [...readFileSync('docs/operations.md', 'utf8').matchAll(/^\| `(rfq_\w+)`/gm)];
    const named = documented.map(([, name = '']) => name).filter((name) => name !== 'rfq_build_info');
    expect(named.toSorted()).toEqual(kinds.map(({ name }) => name).toSorted());
    expect(kinds.filter(({ name }) => /_(ms|millis|minutes|hours|mb|kb|percent)(_|$)/.test(name))).toEqual(
      [],
    );
  });

  test('does without what cannot be looked up, and says so', async () => {
    expect(valueOf(await page(), 'rfq_collector_up{collector="outbox"}')).toBe(1);
    await sql(world.db, 'alter table dead_letter rename to dead_letter_away');
    try {
      const text = await page();
      expect(valueOf(text, 'rfq_collector_up{collector="outbox"}')).toBe(0);
      expect(text).not.toMatch(/^rfq_outbox_facts\{/m);
      expect(valueOf(text, 'rfq_collector_up{collector="queues"}')).toBe(1);
    } finally {
      await sql(world.db, 'alter table dead_letter_away rename to dead_letter');
    }
  });
});

test('with METRICS_TOKEN, /metrics asks for it', async () => {
  const guarded = await startWorld({ worker: false, env: { METRICS_TOKEN: 'a-token-of-the-scraper' } });
  try {
    const ask = (authorization?: string) =>
      fetch(new URL('/metrics', guarded.url), { headers: { ...(authorization && { authorization }) } });
    expect((await ask()).status).toBe(401);
    expect((await ask('Bearer a-token-of-the-scrapes')).status).toBe(401);
    expect((await ask('Bearer a-token-of-the-scraper')).status).toBe(200);
  } finally {
    await guarded.stop();
  }
});
