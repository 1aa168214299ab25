import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import type { OsUser } from './server-user.ts';

export interface OrphanGuard {
  /** Sends the guard home: the server has been stopped, or ended by itself. */
  readonly release: () => void;
}

// `read` fails at once when the other end of the pipe closes, and the system closes it however we end.
const SCRIPT = `
read -r released || {
  kill -s "$1" "$2"
  n=0
  while kill -0 "$2" 2>/dev/null && [ $n -lt 600 ]; do sleep 0.1; n=$((n + 1)); done
  [ -z "$3" ] || rm -rf -- "$3"
}`;

/**
 * Stops a server when this process dies without having done so, even by SIGKILL: a shell waits on a pipe that
 * only we hold open. With `removeDir` it then deletes that directory too.
 */
export function guardAgainstOrphaning(server: {
  readonly pid: number;
  readonly signal: NodeJS.Signals;
  readonly user: OsUser | null;
  readonly removeDir?: string;
}): OrphanGuard {
  const guard = spawn(
    '/bin/sh',
    ['-c', SCRIPT, 'sh', server.signal.slice(3), `${server.pid}`, server.removeDir ?? ''],
    {
      cwd: '/',
      detached: true, // a Ctrl-C goes to the whole foreground group, and the guard must outlive it
      stdio: ['pipe', 'ignore', 'ignore'],
      ...(server.user && { uid: server.user.uid, gid: server.user.gid }),
    },
  );
  // Without a guard the server merely lacks its safety net; the next start finds and stops an orphan as well.
  guard.on('error', () => {});
  guard.stdin.on('error', () => {});
  guard.unref();
  if (guard.stdin instanceof Socket) guard.stdin.unref();
  return { release: () => void guard.stdin.end('released\n') };
}
