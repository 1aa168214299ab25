import type { Config } from '../platform/config/config.ts';
import { findRunningServices } from './embedded/services.ts';
import { StartupError } from './embedded/startup-error.ts';

/** The configured database, else the embedded one of a running `npm start`. Throws with what to do when there is neither. */
export async function databaseUrlOf(config: Config): Promise<string> {
  if (config.DATABASE_URL) return config.DATABASE_URL;
  const running = await findRunningServices(config.DATA_DIR);
  if (running) return running.databaseUrl;
  throw new StartupError('No database: set DATABASE_URL, or run `npm start` first in another terminal.');
}
