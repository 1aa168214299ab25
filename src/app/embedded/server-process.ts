import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { guardAgainstOrphaning } from './orphan-guard.ts';
import { type StopStep, stopProcess } from './processes.ts';
import type { OsUser } from './server-user.ts';
import { StartupError } from './startup-error.ts';

const START_LIMIT_MS = 120_000;
const POLL_INTERVAL_MS = 25;
const LOG_LINES_SHOWN = 15;

export interface ServerProcess {
  readonly pid: number;
  /** Stops the server and waits for its end; a second call waits with the first. */
  readonly stop: () => Promise<void>;
}

export interface ServerProgram {
  /** For messages: `PostgreSQL`. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Its working directory, where its output goes into `server.log`. */
  readonly dir: string;
  /** As whom it runs; null: as whoever runs us. */
  readonly user: OsUser | null;
  readonly stopSteps: readonly [StopStep, ...StopStep[]];
  /** Remove the directory at the end, however this process ends. */
  readonly temporary: boolean;
  readonly log: (message: string) => void;
  /** One attempt to use the server: whether it is ready. A throw gives up. */
  readonly isReady: () => Promise<boolean>;
}

/** Starts a server and returns when it is ready. Throws `StartupError` with the end of its log when it ends before, or takes two minutes. */
export async function startServerProcess(program: ServerProgram): Promise<ServerProcess> {
  const { name, dir, user, stopSteps, log } = program;
  const logPath = join(dir, 'server.log');
  const child = await spawnLogged(program, logPath);
  const { pid } = child;
  if (pid === undefined) throw new Error(`${name} was started without a process id`);
  const guard = guardAgainstOrphaning({
    pid,
    user,
    signal: stopSteps[0].signal,
    ...(program.temporary && { removeDir: dir }),
  });

  let isUp = false;
  let hasEnded = false;
  let stopping: Promise<boolean> | undefined;
  const end = () => (stopping ??= stopProcess(pid, stopSteps));
  child.once('exit', (code, signal) => {
    hasEnded = true;
    guard.release();
    if (isUp && !stopping) log(`${name} ended by itself (${signal ?? `exit code ${code}`}); see ${logPath}`);
  });

  try {
    await untilReady(program, () => hasEnded);
  } catch (cause) {
    await end();
    throw new StartupError(`${name} did not start; the end of ${logPath}:\n${await lastLines(logPath)}`, {
      cause,
    });
  }
  isUp = true;
  return {
    pid,
    stop: async () => {
      if (!(await end())) throw new Error(`${name} (pid ${pid}) does not stop`);
      if (program.temporary) await rm(dir, { recursive: true, force: true });
    },
  };
}

async function lastLines(path: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  return text.trimEnd().split('\n').slice(-LOG_LINES_SHOWN).join('\n');
}

async function spawnLogged(program: ServerProgram, logPath: string) {
  const { command, args, env, dir, user } = program;
  // A file and not a pipe: a server must neither block on us nor die with us.
  const logFile = await open(logPath, 'w', 0o600);
  try {
    if (user) await logFile.chown(user.uid, user.gid);
    const child = spawn(command, args, {
      cwd: dir,
      env,
      // A Ctrl-C goes to the whole foreground group; a server has to outlive those who still use it.
      detached: true,
      stdio: ['ignore', logFile.fd, logFile.fd],
      ...(user && { uid: user.uid, gid: user.gid }),
    });
    await once(child, 'spawn');
    return child;
  } finally {
    await logFile.close();
  }
}

async function untilReady({ isReady }: ServerProgram, hasEnded: () => boolean): Promise<void> {
  const giveUpAtMs = performance.now() + START_LIMIT_MS;
  while (!(await isReady())) {
    if (hasEnded()) throw new Error('it has ended');
    if (performance.now() > giveUpAtMs) throw new Error(`it was not ready after ${START_LIMIT_MS / 1000} s`);
    await delay(POLL_INTERVAL_MS);
  }
}
