import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const Held = z.object({ pid: z.number(), dataDir: z.string() });

/** Lets another Node process start a temporary server, kills that process without warning and says what it had started. */
export async function startAndKillHolder(kind: 'postgres' | 'redis', dataDir: string) {
  const program = fileURLToPath(new URL('hold-server.ts', import.meta.url));
  const holder = spawn(process.execPath, ['--import', 'tsx', program, kind, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: holder.stdout })) {
    const held = Held.parse(JSON.parse(line));
    const exit = once(holder, 'exit');
    holder.kill('SIGKILL');
    await exit;
    return held;
  }
  throw new Error('the holder ended before its server was up');
}
