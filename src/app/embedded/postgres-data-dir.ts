import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { POSTGRES_ENV, type PostgresBinaries } from './postgres-binaries.ts';
import type { DataDir } from './postgres-location.ts';
import { StartupError } from './startup-error.ts';

export const SUPERUSER = 'postgres';
const PASSWORD_FILE = 'superuser-password';

/**
 * Makes a new cluster whose superuser has a random password. All or nothing: a start that was killed half-way
 * leaves no data directory. `sync: false` is for data that nobody will miss.
 */
export async function initialiseDataDir(
  { dir, user }: DataDir,
  binaries: PostgresBinaries,
  options: { readonly sync: boolean },
): Promise<void> {
  const present = await readdir(dir).catch(() => []);
  if (present.length > 0)
    throw new StartupError(`${dir} is neither empty nor a PostgreSQL data directory; move it away.`);

  const staging = `${dir}.new`;
  const passwordFile = join(staging, PASSWORD_FILE);
  const pgdata = join(staging, 'data');
  await rm(staging, { recursive: true, force: true });
  await mkdir(staging, { mode: 0o700 });
  await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  if (user) await Promise.all([staging, passwordFile].map((path) => chown(path, user.uid, user.gid)));

  await promisify(execFile)(
    binaries.initdb,
    [
      `--pgdata=${pgdata}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      // Loopback is open to every user of the machine, and a superuser can run programs: no `trust`.
      '--auth=scram-sha-256',
      // The built-in collation sorts by code point on every system; the character types stay Unicode for pg_trgm.
      '--encoding=UTF8',
      `--locale=${process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'}`,
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      ...(options.sync ? [] : ['--no-sync']),
    ],
    { cwd: '/', env: POSTGRES_ENV, ...(user && { uid: user.uid, gid: user.gid }) },
  );
  await rename(passwordFile, join(pgdata, PASSWORD_FILE));
  await rename(pgdata, dir);
  await rm(staging, { recursive: true });
}

/** The superuser's password of a data directory that `initialiseDataDir` made. Throws `StartupError` for any other. */
export async function readPassword(dir: string): Promise<string> {
  try {
    return (await readFile(join(dir, PASSWORD_FILE), 'utf8')).trim();
  } catch (cause) {
    throw new StartupError(
      `${dir} was not made by this program (it has no ${PASSWORD_FILE}); move it away.`,
      { cause },
    );
  }
}
