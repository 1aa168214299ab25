import { chmod, lstat, mkdir } from 'node:fs/promises';
import { StartupError } from './startup-error.ts';

// Not the temporary directory first: systems clear it of files that were not read for a while, and a database has many.
const CANDIDATES = ['/var/lib/rfq-engine', '/var/tmp/rfq-engine'];

/**
 * Where root keeps what an unprivileged server has to reach when the clone lies where it cannot go: a directory
 * that belongs to root and that everybody may pass. Root only.
 */
export async function stateHome(): Promise<string> {
  for (const dir of CANDIDATES) {
    try {
      await mkdir(dir, { recursive: true });
      const found = await lstat(dir);
      // Somebody else's directory or link under a name that we would trust is a trap.
      if (!found.isDirectory() || found.uid !== 0) continue;
      await chmod(dir, 0o755);
      return dir;
    } catch {
      continue;
    }
  }
  throw new StartupError(
    `PostgreSQL runs as an unprivileged user, who cannot enter this directory, and none of ${CANDIDATES.join(', ')} can be used instead.\n` +
      'Move the clone to a place that every user may enter, or start as an ordinary user.',
  );
}
