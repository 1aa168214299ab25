import { access, chmod, constants, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { findInstance, type InstanceRecord, lockInstance } from './instance-lock.ts';
import { PortBusyError } from './ports.ts';
import { startPostgres } from './postgres.ts';
import { hasErrorCode } from './system-error.ts';
import { findRedisServer, startRedis } from './redis.ts';
import { StartupError } from './startup-error.ts';

export interface ServicesOptions {
  /** `.data`: this file alone knows what lies in it (`running/` locks, `postgres/`, `redis/`). */
  readonly dataDir: string;
  /** `DATABASE_URL` and `REDIS_URL` take the place of the embedded servers; `EMBEDDED_POSTGRES_PORT` and `EMBEDDED_REDIS_PORT` fix their ports. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: (message: string) => void;
}

export interface Services {
  readonly databaseUrl: string;
  /** Null when there is no Redis to be had on this machine. */
  readonly redisUrl: string | null;
  /** Says where the application can be reached, for whoever tries to start it a second time. */
  readonly announce: (url: string) => Promise<void>;
  /** Stops what was started here, last one first; a second call waits with the first. */
  readonly stop: () => Promise<void>;
}

/**
 * Provides PostgreSQL and Redis: those of the environment, else embedded ones that keep their data under `dataDir`.
 * Throws `StartupError` for what a person can clear, and leaves nothing running then.
 */
export async function startServices({ dataDir, env, log }: ServicesOptions): Promise<Services> {
  const root = resolve(dataDir);
  await makeRoot(root);
  const stops: (() => Promise<void>)[] = [];
  const stopAll = async () => {
    const results: PromiseSettledResult<void>[] = [];
    for (let next = stops.pop(); next; next = stops.pop())
      results.push(...(await Promise.allSettled([next()])));
    const errors = results.flatMap((result) =>
      result.status === 'rejected' ? [result.reason as unknown] : [],
    );
    if (errors.length > 0) throw new AggregateError(errors, 'an embedded service did not stop');
  };
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= stopAll());

  try {
    const lock = await lockInstance(locksOf(root));
    stops.push(lock.release);

    let databaseUrl = env['DATABASE_URL'];
    if (!databaseUrl) {
      const postgres = await onConfiguredPort(env, 'EMBEDDED_POSTGRES_PORT', (port) =>
        startPostgres({ dataDir: join(root, 'postgres'), database: 'rfq', ...port, log }),
      );
      stops.push(postgres.stop);
      databaseUrl = postgres.url;
    }

    let redisUrl = env['REDIS_URL'] || null;
    const executable = redisUrl ? null : await findRedisServer(env['PATH']);
    if (executable) {
      const redis = await onConfiguredPort(env, 'EMBEDDED_REDIS_PORT', (port) =>
        startRedis({ dataDir: join(root, 'redis'), executable, ...port, log }),
      );
      stops.push(redis.stop);
      redisUrl = redis.url;
    }
    const urls = { databaseUrl, redisUrl };
    await lock.write({ url: null, ...urls });
    return { ...urls, announce: (url) => lock.write({ url, ...urls }), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The services of the process that runs on this data directory, for commands in other terminals; null when there is none. */
export async function findRunningServices(dataDir: string): Promise<InstanceRecord | null> {
  return (await findInstance(locksOf(resolve(dataDir))))?.record ?? null;
}

const locksOf = (root: string): string => join(root, 'running');

/** Whatever our umask, others may pass: started by root, PostgreSQL runs as somebody else. */
async function makeRoot(root: string): Promise<void> {
  try {
    if (await mkdir(root, { recursive: true })) await chmod(root, 0o711);
    await mkdir(locksOf(root), { recursive: true });
    await access(locksOf(root), constants.W_OK);
  } catch (error) {
    if (!hasErrorCode(error, 'EACCES') && !hasErrorCode(error, 'EPERM')) throw error;
    throw new StartupError(
      `${root} cannot be written: it was made by another user (by root, if you started with sudo before).\n` +
        'Start as that user again, or remove the directory to start over.',
      { cause: error },
    );
  }
}

async function onConfiguredPort<T>(
  env: ServicesOptions['env'],
  variable: string,
  start: (port: { port?: number }) => Promise<T>,
): Promise<T> {
  const text = env[variable];
  if (!text) return start({});
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new StartupError(`${variable}=${text} is not a port (1 to 65535).`);
  }
  try {
    return await start({ port });
  } catch (error) {
    if (!(error instanceof PortBusyError)) throw error;
    throw new StartupError(
      `Port ${port}, demanded by ${variable}, is in use by another program.\nUnset ${variable} to take any free port, or choose another.`,
      { cause: error },
    );
  }
}
