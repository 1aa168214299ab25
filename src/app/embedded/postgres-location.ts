import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { hasErrorCode } from './system-error.ts';
import { canEnter, findServerUser, isRoot, type OsUser, ownerOf } from './server-user.ts';
import { StartupError } from './startup-error.ts';
import { stateHome } from './state-home.ts';

export interface DataDir {
  readonly dir: string;
  /** As whom the server runs; null: as whoever runs us. */
  readonly user: OsUser | null;
  /** The PostgreSQL major version that wrote the data; null when there are none yet. */
  readonly majorVersion: string | null;
}

/**
 * Decides where the data are or will be, and whose: in the wanted directory, or, when we are root and the user that
 * PostgreSQL drops to cannot go there, in one outside that belongs to this path. Data that exist always win.
 */
export async function resolveDataDir(
  wantedDir: string,
  options: { readonly temporary: boolean },
): Promise<DataDir> {
  await mkdir(dirname(resolve(wantedDir)), { recursive: true });
  const wanted = join(await realpath(dirname(resolve(wantedDir))), basename(wantedDir));
  const found = await majorVersionOf(wanted);
  if (!isRoot()) return { dir: wanted, user: null, majorVersion: found };
  if (found) return { dir: wanted, user: await reachingOwner(wanted), majorVersion: found };

  const user = await findServerUser();
  if (options.temporary) return { dir: await reachableTemporaryDir(wanted, user), user, majorVersion: null };
  const note = `${wanted}.elsewhere`;
  if (!existsSync(note) && (await canEnter(dirname(wanted), user)))
    return { dir: wanted, user, majorVersion: null };
  const dir = await dirOutside(wanted);
  const foundOutside = await majorVersionOf(dir);
  if (foundOutside) return { dir, user: await ownerOf(dir), majorVersion: foundOutside };
  await writeFile(
    note,
    `${dir}\n\nPostgreSQL does not run as root, and the user that it runs as (${user.name}) cannot enter this directory.\n` +
      'So its data are in the directory above. They belong to this path; remove them together with the clone.\n',
  );
  return { dir, user, majorVersion: null };
}

async function reachableTemporaryDir(wanted: string, user: OsUser): Promise<string> {
  if (await canEnter(dirname(wanted), user)) return wanted;
  for (const parent of [tmpdir(), '/var/tmp']) {
    if (await canEnter(parent, user)) return mkdtemp(join(await realpath(parent), 'rfq-postgres-'));
  }
  throw new StartupError(`PostgreSQL runs as ${user.name}, who can enter neither ${tmpdir()} nor /var/tmp.`);
}

/** A place that every user can reach and that belongs to this path: two clones never share data. */
async function dirOutside(wanted: string): Promise<string> {
  const key = createHash('sha256').update(wanted).digest('hex').slice(0, 16);
  const parent = join(await stateHome(), key);
  await mkdir(parent, { recursive: true });
  await chmod(parent, 0o711); // whatever our umask
  return join(parent, basename(wanted));
}

async function majorVersionOf(dir: string): Promise<string | null> {
  try {
    return (await readFile(join(dir, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return null;
    throw new StartupError(
      `${dir} cannot be read: it was made by another user (by root, if you started with sudo before).\n` +
        'Start as that user again, or remove the directory to start over.',
      { cause: error },
    );
  }
}

async function reachingOwner(dir: string): Promise<OsUser> {
  const owner = await ownerOf(dir);
  if (await canEnter(dir, owner)) return owner;
  throw new StartupError(
    `PostgreSQL has to run as the owner of ${dir} (${owner.name}), who can no longer enter it.\n` +
      'Open the directories above it (chmod o+x), or move it away to start over.',
  );
}
