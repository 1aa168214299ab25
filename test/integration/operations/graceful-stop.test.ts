import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, inject, test } from 'vitest';
import { startRedis } from '../../../src/app/embedded/redis.ts';
import { sql } from '../../../src/platform/db/sql.ts';
import { keyOf } from '../../../src/platform/kernel/ids.ts';
import { type Answer, clientOf } from '../../support/client.ts';
import { POST_RFQ, rfqInput } from '../../support/rfq-input.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { startWorld } from '../../support/world.ts';
import { type SpawnedProcess, spawnProcess, spawnScript } from './spawn-process.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

const said = (child: SpawnedProcess, text: string) =>
  waitUntil(`the process to say ${text}`, async () => (child.text().includes(text) ? true : child.text()));

describe('a process that is told to stop', () => {
  const stopping = (mode: string) => {
    const child = spawnScript('test/integration/operations/stopping-process.ts', [mode], {});
    cleanups.push(() => child.kill());
    return child;
  };
  const partsOf = (child: SpawnedProcess, message: string) =>
    child
      .text()
      .split('\n')
      .map((line) => JSON.parse(line) as { msg: string; part?: string })
      .filter((line) => line.msg === message)
      .map((line) => line.part);

  test.each(['SIGTERM', 'SIGINT'] as const)(
    'by %s stops its parts, the last first, and exits with 0',
    async (signal) => {
      const child = stopping('well');
      await said(child, 'started');
      child.signal(signal);
      expect(await child.exited()).toBe(0);
      expect(partsOf(child, 'stopped')).toEqual(['http', 'worker', 'database']);
    },
  );

  test('passes over a part that fails', async () => {
    const child = stopping('failing');
    await said(child, 'started');
    child.signal('SIGTERM');
    expect(await child.exited()).toBe(0);
    expect(partsOf(child, 'stopped')).toEqual(['http', 'database']);
    expect(partsOf(child, 'a part did not stop cleanly')).toEqual(['worker']);
  });

  test('ends at once at the second signal, with 1', async () => {
    const child = stopping('hanging');
    await said(child, 'started');
    child.signal('SIGTERM');
    await said(child, '"part":"worker","msg":"stops"');
    child.signal('SIGTERM');
    expect(await child.exited()).toBe(1);
    expect(partsOf(child, 'stopped')).toEqual(['http']);
  });

  test.each([
    ['an exception that nobody caught', 'faulty', 'uncaughtException'],
    ['a rejection that nobody handled', 'rejecting', 'unhandledRejection'],
  ])('by %s logs it, stops its parts, and exits with 1', async (_what, mode, fault) => {
    const child = stopping(mode);
    expect(await child.exited()).toBe(1);
    expect(partsOf(child, 'stopped')).toEqual(['http', 'worker', 'database']);
    expect(partsOf(child, fault)).toHaveLength(1);
    expect(child.text()).toContain('canary fault');
  });
});

describe('an API that is told to stop', () => {
  test('finishes what it was asked, loses nothing that it acknowledged, and exits with 0', async () => {
    const world = await startWorld({ worker: false });
    cleanups.push(() => world.stop());
    const child = spawnProcess('api', {
      DATABASE_URL: world.databaseUrl,
      DATA_DIR: inject('dataDir'),
      RATE_LIMIT_POINTS_PER_MINUTE: '1000000000',
    });
    cleanups.push(() => child.kill());
    const client = clientOf(await child.url(), world.buyer.token);
    const acknowledged: string[] = [];
    const refused: Answer[] = [];
    const post = async () => {
      for (;;) {
        // A connection that is refused or closed unanswered: the caller knows that it may try again.
        const answer = await client.gql(POST_RFQ, { input: rfqInput() }).catch(() => null);
        if (answer === null) return;
        if (answer.data?.postRfq?.rfq) acknowledged.push(answer.data.postRfq.rfq.id as string);
        else refused.push(answer);
      }
    };
    const callers = Promise.all(Array.from({ length: 6 }, post));
    await waitUntil('some requests', async () =>
      acknowledged.length >= 12 ? true : `${acknowledged.length}`,
    );
    child.signal('SIGTERM');
    expect(await child.exited()).toBe(0);
    await callers;
    expect(refused.filter((answer) => answer.status !== 503)).toEqual([]);
    const ids = acknowledged.map((id) => keyOf('Rfq', id, 1)?.[0]);
    const found = await sql(
      world.db,
      'select r.id from rfq r join outbox o on o.rfq_id = r.id where r.id = any($1::uuid[])',
      [ids],
    );
    expect(found).toHaveLength(ids.length);
    expect(child.text()).not.toMatch(/"level":(40|50|60)/);
  });
});

describe.skipIf(inject('redisUrl') === null)('a worker that is told to stop', () => {
  test('completes or gives back its jobs, and exits with 0; another goes on', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'rfq-stop-'));
    const redis = await startRedis({ dataDir, temporary: true, log: () => {} });
    cleanups.push(() => rm(dataDir, { recursive: true, force: true }), redis.stop);
    const world = await startWorld({ worker: false, ownRedisUrl: redis.url });
    cleanups.push(() => world.stop());
    for (let index = 0; index < 20; index += 1) {
      const { data } = await world.buyer.gql(POST_RFQ, { input: rfqInput({ reach: { everyone: true } }) });
      expect(data.postRfq.userErrors).toEqual([]);
    }
    const child = spawnProcess('worker', {
      DATABASE_URL: world.databaseUrl,
      REDIS_URL: redis.url,
      DATA_DIR: inject('dataDir'),
      WORKER_CONCURRENCY: '1',
    });
    cleanups.push(() => child.kill());
    const completions = async () => (await sql(world.db, 'select 1 from outbox_completion')).length;
    await waitUntil('the first jobs', async () => ((await completions()) >= 3 ? true : child.text()));
    child.signal('SIGTERM');
    expect(await child.exited()).toBe(0);
    expect(child.text()).not.toMatch(/a job failed|did not stop cleanly/);

    await world.startWorker();
    await world.settle();
    const twice = await sql(world.db, 'select rfq_id from match_report group by rfq_id having count(*) > 1');
    expect(twice).toEqual([]);
  });
});
