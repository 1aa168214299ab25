import { type Config, readConfig } from '../platform/config/config.ts';
import { Lifecycle } from '../platform/lifecycle/lifecycle.ts';
import { createLogger, type Logger } from '../platform/telemetry/logger.ts';
import { isPortFree } from './embedded/ports.ts';
import { startServices } from './embedded/services.ts';
import { StartupError } from './embedded/startup-error.ts';

/** Everything in one process for a laptop: PostgreSQL and Redis, schema, a made-up pool, API and worker. */
async function start(config: Config, lifecycle: Lifecycle, log: Logger): Promise<void> {
  if (config.NODE_ENV === 'production') {
    throw new StartupError(
      '`npm start` is for development; in production run `start:api` and `start:worker`.',
    );
  }
  if (config.PORT !== 0 && !(await isPortFree(config.PORT))) {
    throw new StartupError(
      `Port ${config.PORT} is in use by another program. Start with another one: PORT=4001 npm start`,
    );
  }
  // Loading the engine's modules takes as long as PostgreSQL needs to start: side by side.
  const loading = import('./start-engine.ts');
  loading.catch(() => {});
  const services = await startServices({
    dataDir: config.DATA_DIR,
    env: process.env,
    log: (message) => console.log(message),
  });
  lifecycle.onStop('services', services.stop);
  const { startEngine } = await loading;
  await startEngine(config, services, lifecycle, log);
}

let lifecycle: Lifecycle | null = null;
try {
  const config = readConfig(process.env);
  const log = createLogger(config.LOG_LEVEL === 'info' ? 'warn' : config.LOG_LEVEL, 'rfq-engine');
  lifecycle = new Lifecycle(log, 35_000);
  lifecycle.stopOnSignals();
  await start(config, lifecycle, log);
} catch (error) {
  const { printFailure } = await import('./explain-error.ts');
  printFailure(error);
  await lifecycle?.stop();
  process.exit(1);
}
