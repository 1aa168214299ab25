import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lockInstance } from '../../../src/app/embedded/instance-lock.ts';
import { inspectProcess } from '../../../src/app/embedded/processes.ts';
import { findRunningServices, startServices } from '../../../src/app/embedded/services.ts';

const OUTSIDE = { DATABASE_URL: 'postgres://db.example/rfq', REDIS_URL: 'redis://redis.example' };
const urls = { databaseUrl: OUTSIDE.DATABASE_URL, redisUrl: OUTSIDE.REDIS_URL };
const log = () => {};
let dataDir: string;
let locks: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rfq-services-'));
  await chmod(dataDir, 0o711); // as `startServices` makes it: another user’s PostgreSQL may pass
  locks = join(dataDir, 'running');
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

describe('startServices', () => {
  test('takes the servers of the environment and starts none of its own', async () => {
    const services = await startServices({ dataDir, env: OUTSIDE, log });
    expect(services).toMatchObject(urls);
    expect(await findRunningServices(dataDir)).toEqual({ url: null, ...urls });
    await services.stop();
    expect(await readdir(dataDir)).toEqual(['running']);
    expect(await findRunningServices(dataDir)).toBeNull();
  });

  test('says that there is no Redis where none is configured or installed', async () => {
    const services = await startServices({ dataDir, env: { ...OUTSIDE, REDIS_URL: '', PATH: dataDir }, log });
    expect(services.redisUrl).toBeNull();
    await services.stop();
  });

  test('refuses a second start, naming the first and where it answers', async () => {
    const services = await startServices({ dataDir, env: OUTSIDE, log });
    await services.announce('http://127.0.0.1:4000/graphql');
    await expect(startServices({ dataDir, env: OUTSIDE, log })).rejects.toThrow(
      `Already running: pid ${process.pid}, at http://127.0.0.1:4000/graphql.`,
    );
    await services.stop();
    const next = await startServices({ dataDir, env: OUTSIDE, log });
    await next.stop();
  });

  test('names the variable that demands a busy or impossible port, and releases the lock', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const address = holder.address();
    const port = typeof address === 'object' && address ? `${address.port}` : '';
    const env = { REDIS_URL: OUTSIDE.REDIS_URL };
    await expect(
      startServices({ dataDir, env: { ...env, EMBEDDED_POSTGRES_PORT: '70000' }, log }),
    ).rejects.toThrow('EMBEDDED_POSTGRES_PORT=70000 is not a port');
    await expect(
      startServices({ dataDir, env: { ...env, EMBEDDED_POSTGRES_PORT: port }, log }),
    ).rejects.toThrow(`Port ${port}, demanded by EMBEDDED_POSTGRES_PORT, is in use`);
    expect(await findRunningServices(dataDir)).toBeNull();
    holder.close();
  });
});

describe('the lock', () => {
  test('is free again after its holder was killed', async () => {
    const holder = spawn('sleep', ['60'], { stdio: 'ignore' });
    await once(holder, 'spawn');
    const facts = await inspectProcess(Number(holder.pid));
    await (await lockInstance(locks)).release();
    await writeFile(
      join(locks, `${holder.pid}-${facts?.startedAt}`),
      JSON.stringify({ url: 'http://there', ...urls }),
    );
    await expect(lockInstance(locks)).rejects.toThrow(`Already running: pid ${holder.pid}, at http://there.`);

    const exit = once(holder, 'exit');
    holder.kill('SIGKILL');
    await exit;
    const lock = await lockInstance(locks);
    expect(await readdir(locks)).toHaveLength(1);
    await lock.release();
  });

  test('does not take a recycled process id for its holder', async () => {
    await (await lockInstance(locks)).release();
    const stale = `${process.pid}-0`;
    await writeFile(join(locks, stale), '');
    const lock = await lockInstance(locks);
    expect(await readdir(locks)).not.toContain(stale);
    await lock.release();
  });

  test('shows passwords to its owner alone', async () => {
    const lock = await lockInstance(locks);
    await lock.write({ url: null, ...urls });
    const [name] = await readdir(locks);
    expect((await stat(join(locks, name ?? ''))).mode & 0o077).toBe(0);
    await lock.release();
  });
});
