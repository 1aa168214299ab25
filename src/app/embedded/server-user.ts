import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { StartupError } from './startup-error.ts';

const run = promisify(execFile);

/** The user as whom a server runs when we are root, which PostgreSQL refuses to be. */
export interface OsUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const MADE_USER = 'rfq-engine';

export function isRoot(): boolean {
  return process.geteuid?.() === 0;
}

async function lookUp(name: string): Promise<OsUser | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { name, uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
}

/** An unprivileged user of this machine: `postgres`, else `nobody`, else one made for the purpose. Root only. */
export async function findServerUser(): Promise<OsUser> {
  const known = (await lookUp('postgres')) ?? (await lookUp('nobody')) ?? (await lookUp(MADE_USER));
  if (known) return known;
  await run('useradd', ['--system', '--no-create-home', '--shell', '/bin/false', MADE_USER]).catch(() => {});
  const made = await lookUp(MADE_USER);
  if (made) return made;
  throw new StartupError(
    'PostgreSQL refuses to run as root, and no user to run it as was found or could be made.\n' +
      'Create a system user named postgres, start as an ordinary user, or set DATABASE_URL to a running server.',
  );
}

/** Who owns the directory. Used for data that exist: PostgreSQL insists on running as their owner. */
export async function ownerOf(dir: string): Promise<OsUser> {
  const { uid, gid } = await stat(dir);
  if (uid !== 0) return { name: `uid ${uid}`, uid, gid };
  throw new StartupError(
    `${dir} belongs to root, and PostgreSQL refuses to run as root.\n` +
      'Give it back to an unprivileged user (chown -R postgres …), or remove it to start over.',
  );
}

/** Whether the user can pass every directory on the way and enter this one; asked of the system, not computed from modes. */
export async function canEnter(dir: string, user: OsUser): Promise<boolean> {
  try {
    await run('/bin/sh', ['-c', 'cd "$1"', 'sh', dir], { cwd: '/', uid: user.uid, gid: user.gid });
    return true;
  } catch {
    return false;
  }
}
