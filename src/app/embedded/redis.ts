import { randomBytes } from 'node:crypto';
import { access, constants, mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { Redis } from 'ioredis';
import { onPort } from './ports.ts';
import { stopProcess } from './processes.ts';
import { startServerProcess } from './server-process.ts';
import { StartupError } from './startup-error.ts';

export interface RedisOptions {
  readonly dataDir: string;
  /** Left out: the one that `findRedisServer` finds. */
  readonly executable?: string;
  /** Left out: any free one. */
  readonly port?: number;
  /** Left out: a random one. */
  readonly password?: string;
  /** For tests: nothing is kept, and the directory is removed at the end, however this process ends. */
  readonly temporary?: boolean;
  readonly log: (message: string) => void;
}

export interface RunningRedis {
  /** With the password; a secret. */
  readonly url: string;
  readonly pid: number;
  /** Writes everything down and waits for the end; a second call waits with the first. */
  readonly stop: () => Promise<void>;
}

const STOP_STEPS = [
  { signal: 'SIGTERM', graceMs: 15_000 },
  { signal: 'SIGKILL', graceMs: 5_000 },
] as const;

/** The `redis-server` or `valkey-server` on the PATH, or null. */
export async function findRedisServer(path: string = process.env['PATH'] ?? ''): Promise<string | null> {
  const dirs = path.split(delimiter).filter((dir) => dir !== '');
  for (const file of ['redis-server', 'valkey-server'].flatMap((name) =>
    dirs.map((dir) => resolve(dir, name)),
  )) {
    const isRunnable = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isRunnable) return file;
  }
  return null;
}

/**
 * Starts Redis (or Valkey) on 127.0.0.1 with an append-only file, never evicting, and returns when it answers. A server
 * that a killed run left behind on these data is stopped before. Throws `StartupError` for what a person can clear.
 */
export async function startRedis(options: RedisOptions): Promise<RunningRedis> {
  const { log, temporary = false } = options;
  const command = options.executable ?? (await findRedisServer());
  if (!command) throw new StartupError('Neither redis-server nor valkey-server is on the PATH.');
  const dir = resolve(options.dataDir);
  const configFile = join(dir, 'redis.conf');
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await clearOrphan(configFile, log);

  return onPort(options.port, async (port) => {
    const password = options.password ?? randomBytes(24).toString('base64url');
    await writeFile(configFile, configuration({ port, password, temporary }), { mode: 0o600 });
    const server = await startServerProcess({
      name: 'Redis',
      command,
      args: [configFile],
      env: process.env,
      dir,
      user: null,
      stopSteps: STOP_STEPS,
      temporary,
      log,
      isReady: () => answers(port, password),
    });
    return { url: `redis://:${password}@127.0.0.1:${port}`, ...server };
  });
}

function configuration(options: { port: number; password: string; temporary: boolean }): string {
  return [
    'bind 127.0.0.1',
    `port ${options.port}`,
    `requirepass ${options.password}`, // loopback is open to every user of the machine
    'dir .',
    'daemonize no',
    'save ""',
    `appendonly ${options.temporary ? 'no' : 'yes'}`,
    'appendfsync everysec',
    'maxmemory-policy noeviction', // a queue that forgets jobs when memory is short is none
    '',
  ].join('\n');
}

/** Stops the server of a killed run: whoever answers to the random password of its configuration file is it. */
async function clearOrphan(configFile: string, log: (message: string) => void): Promise<void> {
  const config = await readFile(configFile, 'utf8').catch(() => '');
  const port = /^port (\d+)$/m.exec(config)?.[1];
  const password = /^requirepass (\S+)$/m.exec(config)?.[1];
  if (port === undefined || password === undefined) return;

  const client = connect(Number(port), password);
  const info = await client.info('server').catch(() => '');
  client.disconnect();
  const pid = /^process_id:(\d+)/m.exec(info)?.[1];
  if (pid === undefined) return; // nobody there, or a stranger
  log(`Redis: stopping the server that an earlier run left behind (pid ${pid})`);
  if (await stopProcess(Number(pid), STOP_STEPS)) return;
  throw new StartupError(`The Redis of an earlier run (pid ${pid}) does not stop; end it and start again.`);
}

async function answers(port: number, password: string): Promise<boolean> {
  const client = connect(port, password);
  try {
    return (await client.ping()) === 'PONG';
  } catch {
    return false; // not there yet, or still reading its data
  } finally {
    client.disconnect();
  }
}

/** A connection for one command, which fails at once instead of waiting for better times. */
function connect(port: number, password: string): Redis {
  const client = new Redis({
    host: '127.0.0.1',
    port,
    password,
    retryStrategy: () => null,
    enableReadyCheck: false,
    connectTimeout: 2_000,
    commandTimeout: 5_000,
  });
  client.on('error', () => {}); // the command reports it
  return client;
}
