import { fork } from 'node:child_process';
import { once } from 'node:events';

/** Work whose memory is measured: it runs in a process of its own, which has done nothing before. */
export type Task =
  | { readonly name: 'work-off'; readonly url: string }
  | { readonly name: 'import'; readonly url: string; readonly file: string };

export interface Isolated {
  /** Resident memory when the work began, and the most that the process ever had (MB). */
  readonly baseRssMb: number;
  readonly peakRssMb: number;
  /** Milliseconds by part: each job, or the whole import. */
  readonly partsMs: Readonly<Record<string, number>>;
}

/** Runs a task in a new process. Rejects when it fails. */
export async function runIsolated(task: Task): Promise<Isolated> {
  const child = fork(new URL('isolated-process.ts', import.meta.url), [JSON.stringify(task)], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  let result: Isolated | null = null;
  child.on('message', (message) => {
    result = message as Isolated;
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0 || !result) throw new Error(`${task.name} ended with code ${code}`);
  return result;
}
