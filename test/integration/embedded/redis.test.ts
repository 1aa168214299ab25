import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inspectProcess } from '../../../src/app/embedded/processes.ts';
import { findRedisServer, startRedis } from '../../../src/app/embedded/redis.ts';
import { startAndKillHolder } from './held-server.ts';

const hasRedis = (await findRedisServer()) !== null;
const log = () => {};
let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'rfq-embedded-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function using<T>(url: string, run: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url, { retryStrategy: () => null });
  client.on('error', () => {});
  try {
    return await run(client);
  } finally {
    client.disconnect();
  }
}

describe.skipIf(!hasRedis)('an embedded Redis [needs redis-server or valkey-server]', () => {
  test('keeps its data over a restart, never evicts, and asks for a password', async () => {
    const dataDir = join(root, 'redis');
    const first = await startRedis({ dataDir, log });
    await using(first.url, (client) => client.set('kept', '42'));
    expect(await using(first.url, (client) => client.config('GET', 'maxmemory-policy'))).toContain(
      'noeviction',
    );
    const withoutPassword = new URL(first.url);
    withoutPassword.password = '';
    await expect(using(withoutPassword.href, (client) => client.get('kept'))).rejects.toThrow('NOAUTH');
    await first.stop();
    expect(await inspectProcess(first.pid)).toBeNull();

    const second = await startRedis({ dataDir, log });
    expect(await using(second.url, (client) => client.get('kept'))).toBe('42');
    await second.stop();
  });

  test('replaces a server that an earlier run left behind on the same data, and keeps what it held', async () => {
    const dataDir = join(root, 'redis');
    const messages: string[] = [];
    const orphan = await startRedis({ dataDir, log });
    const next = await startRedis({ dataDir, log: (message) => messages.push(message) });
    expect(await inspectProcess(orphan.pid)).toBeNull();
    expect(messages).toEqual([expect.stringContaining(`pid ${orphan.pid}`)]);
    expect(await using(next.url, (client) => client.get('kept'))).toBe('42');
    await next.stop();
  });

  test('a temporary server and its directory are gone when the process that started it is killed', async () => {
    const held = await startAndKillHolder('redis', join(root, 'held'));
    await expect
      .poll(async () => [await inspectProcess(held.pid), existsSync(held.dataDir)], { timeout: 25_000 })
      .toEqual([null, false]);
  });
});

test('without a server on the PATH there is no Redis', async () => {
  expect(await findRedisServer(root)).toBeNull();
  expect(await findRedisServer('')).toBeNull();
});
