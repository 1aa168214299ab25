import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { hasErrorCode } from './system-error.ts';

const POLL_INTERVAL_MS = 20;

export interface ProcessFacts {
  /** Together with the process id this names one process for good: ids are given again, start times are not. */
  readonly startedAt: string;
  readonly commandLine: string;
}

export interface StopStep {
  readonly signal: NodeJS.Signals;
  readonly graceMs: number;
}

/** What the system knows of a process; null when there is none, or only a corpse that nobody has collected. */
export async function inspectProcess(pid: number): Promise<ProcessFacts | null> {
  try {
    return process.platform === 'linux' ? await readProc(pid) : await askPs(pid);
  } catch {
    return null;
  }
}

async function readProc(pid: number): Promise<ProcessFacts | null> {
  const [stat, commandLine] = await Promise.all([
    readFile(`/proc/${pid}/stat`, 'utf8'),
    readFile(`/proc/${pid}/cmdline`, 'utf8'),
  ]);
  // The name in brackets may hold spaces and brackets; the state and the counters follow the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, startedAt] = [fields[0], fields[19]];
  if (state === 'Z' || state === 'X' || startedAt === undefined) return null;
  return { startedAt, commandLine: commandLine.replaceAll('\0', ' ').trimEnd() };
}

async function askPs(pid: number): Promise<ProcessFacts | null> {
  const { stdout } = await promisify(execFile)(
    'ps',
    ['-ww', '-o', 'stat=,lstart=,command=', '-p', `${pid}`],
    {
      env: { ...process.env, LC_ALL: 'C' },
    },
  );
  const match = /^(\S+)\s+(\S+\s+\S+\s+\d+\s+[\d:]+\s+\d+)\s+(.*)$/.exec(stdout.trim());
  if (!match || match[1]?.startsWith('Z')) return null;
  return { startedAt: `${Date.parse(match[2] ?? '')}`, commandLine: match[3] ?? '' };
}

/**
 * Sends the signals one after the other, each with its grace period, until the process is gone.
 * Returns whether it is; a process that is gone already, or goes meanwhile, is no error.
 */
export async function stopProcess(pid: number, steps: readonly StopStep[]): Promise<boolean> {
  const original = await inspectProcess(pid);
  if (!original) return true;
  for (const { signal, graceMs } of steps) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (!hasErrorCode(error, 'ESRCH')) throw error;
    }
    const giveUpAtMs = performance.now() + graceMs;
    while (performance.now() < giveUpAtMs) {
      if ((await inspectProcess(pid))?.startedAt !== original.startedAt) return true;
      await delay(POLL_INTERVAL_MS);
    }
  }
  return false;
}
