import { Lifecycle } from '../../../src/platform/lifecycle/lifecycle.ts';
import { createLogger } from '../../../src/platform/telemetry/logger.ts';

// A process that has started three parts, and says on standard error how it stops them. What goes wrong is its argument.
const [mode] = process.argv.slice(2);
const log = createLogger('info', 'stopping');
// Longer than any test may take: only a second signal ends a part that hangs.
const lifecycle = new Lifecycle(log, 600_000);
lifecycle.stopOnSignals();

const part = (name: string, stop: () => Promise<void> = async () => {}) =>
  lifecycle.onStop(name, async () => {
    log.info({ part: name }, 'stops');
    await stop();
    log.info({ part: name }, 'stopped');
  });

const staysAlive = setInterval(() => {}, 60_000);
part('database', async () => clearInterval(staysAlive));
part('worker', async () => {
  if (mode === 'failing') throw new Error('cannot stop');
  if (mode === 'hanging') await new Promise(() => {});
});
part('http');
log.info({ url: 'none' }, 'started');

if (mode === 'faulty')
  setImmediate(() => {
    throw new Error('canary fault');
  });
if (mode === 'rejecting') void Promise.reject(new Error('canary fault'));
