import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { waitUntil } from '../../support/wait-until.ts';

export interface SpawnedProcess {
  /** Where its HTTP server listens, once it does. Throws what the process said when it ends before. */
  url(): Promise<string>;
  /** All that it has written to standard error so far. */
  text(): string;
  signal(signal: 'SIGTERM' | 'SIGINT'): void;
  /** Its exit code, once it has ended; `null` when a signal ended it. */
  exited(): Promise<number | null>;
  kill(): Promise<void>;
}

/** Runs a TypeScript file in a process of its own, with nothing in its environment but what is given. */
export function spawnScript(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): SpawnedProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const lines: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => void lines.push(line));
  const closed = once(child, 'close').then(() => child.exitCode);
  const isOver = () => child.exitCode !== null || child.signalCode !== null;
  return {
    async url() {
      let found = '';
      await waitUntil(`${file} to listen`, async () => {
        if (isOver()) throw new Error(`${file} has ended: ${lines.join('\n')}`);
        found = lines.map((line) => /"url":"([^"]+)"/.exec(line)?.[1] ?? '').find(Boolean) ?? '';
        return found === '' ? lines.join('\n') : true;
      });
      return found;
    },
    text: () => lines.join('\n'),
    signal: (signal) => void child.kill(signal),
    exited: () => closed,
    async kill() {
      if (!isOver()) child.kill('SIGKILL');
      await closed;
    },
  };
}

/** Starts the API or a worker, as in production but from the sources, on any free port. */
export const spawnProcess = (kind: 'api' | 'worker', env: Readonly<Record<string, string>>): SpawnedProcess =>
  spawnScript(`src/app/${kind}.ts`, [], { PORT: '0', ...env });
