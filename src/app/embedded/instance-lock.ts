import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { inspectProcess } from './processes.ts';
import { hasErrorCode } from './system-error.ts';
import { StartupError } from './startup-error.ts';

const InstanceRecord = z.object({
  /** Where the application answers; null while it starts. */
  url: z.string().nullable(),
  databaseUrl: z.string(),
  redisUrl: z.string().nullable(),
});

/** What an instance tells the other processes of its user. Holds passwords: its file is readable by the owner alone. */
export type InstanceRecord = z.infer<typeof InstanceRecord>;

export interface InstanceLock {
  readonly write: (record: InstanceRecord) => Promise<void>;
  readonly release: () => Promise<void>;
}

interface Instance {
  readonly pid: number;
  /** Null when it has not written one yet, or wrote it for another user. */
  readonly record: InstanceRecord | null;
}

/**
 * Makes sure that one process at a time works on a directory. Throws `StartupError` with the id and the address of
 * the one that does.
 *
 * Every process writes a file under its own name and only then looks for others, so of two that start together at
 * least one sees the other. A file belongs to one process for good (its id and start time are its name): unlike a
 * single lock file, a stale one can be removed without the danger of removing a successor's.
 */
export async function lockInstance(lockDir: string): Promise<InstanceLock> {
  await mkdir(lockDir, { recursive: true });
  const self = await inspectProcess(process.pid);
  if (!self) throw new Error('the system does not know this process');
  const ownName = fileName(process.pid, self.startedAt);
  const ownFile = join(lockDir, ownName);
  try {
    await writeFile(ownFile, '', { flag: 'wx', mode: 0o600 });
  } catch (error) {
    throw hasErrorCode(error, 'EEXIST')
      ? alreadyRunning({ pid: process.pid, record: await readRecord(ownFile) })
      : error;
  }
  const other = await findInstance(lockDir, ownName);
  if (other) {
    await rm(ownFile);
    throw alreadyRunning(other);
  }
  return {
    write: (record) => writeFile(ownFile, JSON.stringify(record)),
    release: () => rm(ownFile, { force: true }),
  };
}

/** The living process that holds the lock, or null; what killed ones left behind is swept away. */
export async function findInstance(lockDir: string, exceptName?: string): Promise<Instance | null> {
  for (const name of await readdir(lockDir).catch(() => [])) {
    if (name === exceptName) continue;
    const file = join(lockDir, name);
    const pid = Number(name.split('-')[0]);
    const facts = await inspectProcess(pid);
    if (facts && name === fileName(pid, facts.startedAt)) return { pid, record: await readRecord(file) };
    await rm(file, { force: true });
  }
  return null;
}

const fileName = (pid: number, startedAt: string): string => `${pid}-${startedAt}`;

async function readRecord(file: string): Promise<InstanceRecord | null> {
  try {
    return InstanceRecord.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}

function alreadyRunning({ pid, record }: Instance): StartupError {
  return new StartupError(
    `Already running: pid ${pid}${record?.url ? `, at ${record.url}` : ' (still starting)'}.`,
  );
}
