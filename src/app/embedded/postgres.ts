import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { onPort } from './ports.ts';
import { locatePostgres, POSTGRES_ENV } from './postgres-binaries.ts';
import { initialiseDataDir, readPassword, SUPERUSER } from './postgres-data-dir.ts';
import { resolveDataDir } from './postgres-location.ts';
import { type PostgresSettings, settingsFor } from './postgres-settings.ts';
import { inspectProcess, stopProcess } from './processes.ts';
import { hasErrorCode } from './system-error.ts';
import { startServerProcess } from './server-process.ts';
import { StartupError } from './startup-error.ts';

export interface PostgresOptions {
  readonly dataDir: string;
  /** Made when it does not exist. */
  readonly database: string;
  /** Left out: any free one. */
  readonly port?: number;
  /** Server settings over the defaults of `settingsFor`. */
  readonly settings?: PostgresSettings;
  /** For tests: fast instead of durable, and the data are removed at the end, however this process ends. */
  readonly temporary?: boolean;
  readonly log: (message: string) => void;
}

export interface RunningPostgres {
  /** With the superuser's password; a secret. */
  readonly url: string;
  readonly pid: number;
  /** Where the data really are; elsewhere than wanted when the server's user cannot go there. */
  readonly dataDir: string;
  /** Ends every connection, writes everything down and waits for the end; a second call waits with the first. */
  readonly stop: () => Promise<void>;
}

const STOP_ORDERLY = [
  { signal: 'SIGINT', graceMs: 30_000 },
  { signal: 'SIGQUIT', graceMs: 10_000 },
] as const;
const STOP_AT_ONCE = [{ signal: 'SIGQUIT', graceMs: 10_000 }] as const;
const CANNOT_CONNECT_NOW = '57P03'; // starting up, or recovering after a kill

/**
 * Starts PostgreSQL on the data directory, making it first if need be, and returns when the database takes
 * connections on 127.0.0.1. A server that a killed run left behind on these data is stopped before.
 * Throws `StartupError` for what a person can clear (port, other version, other owner).
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const { database, log, temporary = false } = options;
  const dataDir = await resolveDataDir(options.dataDir, { temporary });
  const { dir, user } = dataDir;
  const binaries = await locatePostgres(user);
  if (dataDir.majorVersion !== null && dataDir.majorVersion !== binaries.majorVersion) {
    throw new StartupError(
      `${dir} was written by PostgreSQL ${dataDir.majorVersion}, and this release brings ${binaries.majorVersion}, which cannot read it.\n` +
        'Move the directory away to start over, or set DATABASE_URL to a server of that version.',
    );
  }
  await clearOrphan(dir, log);

  return onPort(options.port, async (port) => {
    if (!existsSync(join(dir, 'PG_VERSION'))) {
      log(`PostgreSQL: making a new cluster in ${dir}`);
      await initialiseDataDir(dataDir, binaries, { sync: !temporary });
    }
    const password = await readPassword(dir);
    const settings = {
      ...settingsFor({ temporary }),
      ...options.settings,
      port,
      listen_addresses: '127.0.0.1',
    };
    const urlOf = (name: string) =>
      `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${encodeURIComponent(name)}?sslmode=disable`;
    const server = await startServerProcess({
      name: 'PostgreSQL',
      command: binaries.postgres,
      args: ['-D', dir, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      env: POSTGRES_ENV,
      dir,
      user,
      stopSteps: temporary ? STOP_AT_ONCE : STOP_ORDERLY,
      temporary,
      log,
      isReady: () => ensureDatabase(urlOf('postgres'), database),
    });
    return { url: urlOf(database), dataDir: dir, ...server };
  });
}

/** Clears the way that a killed run blocked: its server still running on these data, or a lock file with a recycled id. */
async function clearOrphan(dir: string, log: (message: string) => void): Promise<void> {
  const lockFile = join(dir, 'postmaster.pid');
  const lines = (await readFile(lockFile, 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  const holder = Number.isInteger(pid) && pid > 0 ? await inspectProcess(pid) : null;
  if (!holder) return; // PostgreSQL clears the lock file of a dead server by itself

  if (holder.commandLine.includes(`postgres -D ${dir} `)) {
    log(`PostgreSQL: stopping the server that an earlier run left behind (pid ${pid})`);
    if (await stopProcess(pid, STOP_ORDERLY)) return;
    throw new StartupError(
      `The PostgreSQL of an earlier run (pid ${pid}) does not stop; end it and start again.`,
    );
  }
  if (holder.commandLine.includes('postgres')) {
    throw new StartupError(
      `${dir} is in use by another PostgreSQL (pid ${pid}: ${holder.commandLine}); stop it first.`,
    );
  }
  // The id has been given to a stranger, whom PostgreSQL would take for its other self. It knows that its parent
  // is not one, so ours is put there; removing the file would switch off its check for surviving backends.
  await writeFile(lockFile, [process.pid, ...lines.slice(1)].join('\n'));
}

/** Whether the server takes connections; if so, the database exists afterwards. */
async function ensureDatabase(maintenanceUrl: string, database: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: maintenanceUrl, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {}); // the calls below report it
  try {
    await client.connect();
  } catch (error) {
    if (hasErrorCode(error, 'ECONNREFUSED') || hasErrorCode(error, CANNOT_CONNECT_NOW)) return false;
    throw error;
  }
  try {
    const { rows } = await client.query('SELECT FROM pg_database WHERE datname = $1', [database]);
    if (rows.length === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
    return true;
  } finally {
    await client.end();
  }
}
