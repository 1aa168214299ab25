import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, inject, test } from 'vitest';
import { migrate } from '../../../src/app/database.ts';
import { findFreePort } from '../../../src/app/embedded/ports.ts';
import { startRedis } from '../../../src/app/embedded/redis.ts';
import { createDatabase } from '../../support/database.ts';
import { POST_RFQ, rfqInput } from '../../support/rfq-input.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { startWorld, type World, type WorldOptions } from '../../support/world.ts';
import { layLink } from './link.ts';
import { spawnProcess } from './spawn-process.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function start(options: WorldOptions): Promise<World> {
  const world = await startWorld(options);
  cleanups.push(() => world.stop());
  return world;
}

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'rfq-ready-'));
  cleanups.push(() => rm(path, { recursive: true, force: true }));
  return path;
}

async function ask(url: string, path: '/readyz' | '/livez' = '/readyz') {
  const response = await fetch(new URL(path, url));
  const text = await response.text();
  // Whoever asks learns which part is away, and not where it is or what it said.
  expect(text).not.toMatch(/\d+\.\d+\.\d+\.\d+|localhost|ECONN|postgres|rfq_|secret|select|timeout/i);
  const answer = JSON.parse(text) as { status: string; checks?: Record<string, string> };
  // What load balancers look at says the same as what people read.
  expect(response.status).toBe(answer.status === 'unavailable' ? 503 : 200);
  return answer;
}

const becomes = (url: string, status: string) =>
  waitUntil(`${url} to be ${status}`, async () => {
    const answer = await ask(url);
    return answer.status === status ? true : JSON.stringify(answer);
  });

describe('/readyz of the API', () => {
  test('says no until the schema is up to date', async () => {
    const database = await createDatabase(true);
    cleanups.push(database.drop);
    const world = await start({ worker: false, ownDatabaseUrl: database.url });
    expect(await ask(world.url)).toEqual({
      status: 'unavailable',
      checks: { database: 'ok', migrations: 'unavailable', messages: 'ok' },
    });
    expect(await ask(world.url, '/livez')).toMatchObject({ status: 'ok' });
    await migrate(world.db);
    expect(await ask(world.url)).toMatchObject({ status: 'ok' });
  });

  test('answers while the database hangs, and says no', async () => {
    const database = await createDatabase();
    const link = await layLink(database.url);
    cleanups.push(database.drop, () => link.close());
    const world = await start({ worker: false, ownDatabaseUrl: link.url });
    expect(await ask(world.url)).toMatchObject({ status: 'ok' });
    link.freeze();
    expect(await ask(world.url)).toMatchObject({
      status: 'unavailable',
      checks: { database: 'unavailable', migrations: 'ok' },
    });
    expect(await ask(world.url, '/livez')).toMatchObject({ status: 'ok' });
    link.thaw();
    await becomes(world.url, 'ok');
  });
});

describe.skipIf(inject('redisUrl') === null)('while Redis is away', () => {
  test('the API is ready but degraded and takes requests; the worker is not ready', async () => {
    const port = await findFreePort();
    const options = { port, password: 'secret', temporary: true, log: () => {} };
    const first = await startRedis({ ...options, dataDir: await folder() });
    const world = await start({ worker: false, ownRedisUrl: first.url });
    const worker = spawnProcess('worker', {
      DATABASE_URL: world.databaseUrl,
      REDIS_URL: first.url,
      DATA_DIR: inject('dataDir'),
    });
    cleanups.push(() => worker.kill());
    const workerUrl = await worker.url();
    await becomes(world.url, 'ok');
    await becomes(workerUrl, 'ok');

    await first.stop();
    await becomes(world.url, 'degraded');
    expect(await ask(world.url)).toMatchObject({ checks: { database: 'ok', messages: 'unavailable' } });
    const { data } = await world.buyer.gql(POST_RFQ, { input: rfqInput() });
    expect(data.postRfq.userErrors).toEqual([]);
    await becomes(workerUrl, 'unavailable');
    expect(await ask(workerUrl, '/livez')).toMatchObject({ status: 'ok' });

    const second = await startRedis({ ...options, dataDir: await folder() });
    cleanups.push(() => second.stop());
    await becomes(world.url, 'ok');
    await becomes(workerUrl, 'ok');
    expect(await (await fetch(new URL('/metrics', workerUrl))).text()).toMatch(
      /^rfq_build_info\{process="rfq-worker",version="\d[^"]*",node_version="\d[^"]*"\} 1$/m,
    );
  });
});
