import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPostgres } from '../../../src/app/embedded/postgres.ts';
import { inspectProcess } from '../../../src/app/embedded/processes.ts';
import { findServerUser, isRoot } from '../../../src/app/embedded/server-user.ts';
import { startAndKillHolder } from './held-server.ts';

let root: string;
let dataDir: string;
const log = () => {};

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'rfq-embedded-'));
  if (isRoot()) {
    const { uid, gid } = await findServerUser();
    await chown(root, uid, gid);
  }
  dataDir = join(root, 'postgres');
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function query(url: string, sql: string): Promise<unknown[][]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<unknown[]>({ text: sql, rowMode: 'array' })).rows;
  } finally {
    await client.end();
  }
}

describe('a durable server', () => {
  test('keeps its data over a restart, asks for a password, and knows the letters of every script', async () => {
    const first = await startPostgres({ dataDir, database: 'rfq', log });
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    const withoutPassword = new URL(first.url);
    withoutPassword.password = 'guess';
    await expect(query(withoutPassword.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
    await first.stop();
    expect(await inspectProcess(first.pid)).toBeNull();

    const second = await startPostgres({ dataDir, database: 'rfq', log });
    try {
      expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([[42]]);
      expect(await query(second.url, `SELECT 'Z' < 'a', lower('ÄΣÇ'), 'Größe' ~ '^\\w+$'`)).toEqual([
        [true, 'äσç', true],
      ]);
      await query(second.url, 'CREATE EXTENSION pg_trgm');
      expect(
        await query(second.url, `SELECT similarity('größe', 'grxxe') < similarity('größe', 'größen')`),
      ).toEqual([[true]]);
    } finally {
      await second.stop();
    }
  });

  test('replaces a server that an earlier run left behind on the same data', async () => {
    const messages: string[] = [];
    const orphan = await startPostgres({ dataDir, database: 'rfq', log });
    const next = await startPostgres({ dataDir, database: 'rfq', log: (message) => messages.push(message) });
    try {
      expect(await inspectProcess(orphan.pid)).toBeNull();
      expect(messages).toEqual([expect.stringContaining(`pid ${orphan.pid}`)]);
      expect(await query(next.url, 'SELECT answer FROM kept')).toEqual([[42]]);
    } finally {
      await next.stop();
    }
  });

  test('starts although the lock file of a dead server names a stranger’s process', async () => {
    const killed = await startPostgres({ dataDir, database: 'rfq', log });
    process.kill(killed.pid, 'SIGKILL');
    await killed.stop();
    const { uid, gid } = await stat(dataDir);
    const stranger = spawn('sleep', ['60'], { uid, gid, stdio: 'ignore' });
    try {
      const lockFile = join(dataDir, 'postmaster.pid');
      const [, ...others] = (await readFile(lockFile, 'utf8')).split('\n');
      await writeFile(lockFile, [stranger.pid, ...others].join('\n'));
      const next = await startPostgres({ dataDir, database: 'rfq', log });
      await next.stop();
      expect(stranger.exitCode).toBeNull();
    } finally {
      stranger.kill();
    }
  });

  test('names the demanded port that another program holds', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const address = holder.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await expect(startPostgres({ dataDir, database: 'rfq', port, log })).rejects.toThrow(
      `port ${port} on 127.0.0.1`,
    );
    holder.close();
  });
});

test('refuses data of another major version, naming both', async () => {
  const old = join(root, 'old');
  await mkdir(old);
  await writeFile(join(old, 'PG_VERSION'), '9.6\n');
  if (isRoot()) await chown(old, (await findServerUser()).uid, 0);
  await expect(startPostgres({ dataDir: old, database: 'rfq', log })).rejects.toThrow(
    /PostgreSQL 9\.6.*brings 18/,
  );
});

test('refuses a directory that holds something else', async () => {
  const photos = join(root, 'photos');
  await mkdir(photos);
  await writeFile(join(photos, 'holiday.jpg'), '');
  await expect(startPostgres({ dataDir: photos, database: 'rfq', log })).rejects.toThrow(
    /photos is neither empty nor/,
  );
});

test('a temporary server and its data are gone when the process that started it is killed', async () => {
  const held = await startAndKillHolder('postgres', join(root, 'held'));
  await expect
    .poll(async () => [await inspectProcess(held.pid), existsSync(held.dataDir)], { timeout: 25_000 })
    .toEqual([null, false]);
});

test.skipIf(!isRoot())(
  'started by root, runs as another user, also below a directory that this user cannot enter [needs root]',
  async () => {
    const closed = await mkdtemp(join(tmpdir(), 'rfq-closed-'));
    const wanted = join(closed, 'postgres');
    let keptAt = '';
    try {
      const first = await startPostgres({ dataDir: wanted, database: 'rfq', log });
      keptAt = first.dataDir;
      await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
      await first.stop();
      expect(keptAt).not.toContain(closed);
      expect((await stat(keptAt)).uid).not.toBe(0);
      expect(await readFile(`${wanted}.elsewhere`, 'utf8')).toContain(keptAt);

      const second = await startPostgres({ dataDir: wanted, database: 'rfq', log });
      expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([[42]]);
      await second.stop();
    } finally {
      await rm(closed, { recursive: true });
      if (keptAt) await rm(dirname(keptAt), { recursive: true });
    }
  },
);
