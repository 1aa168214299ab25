import { once } from 'node:events';
import { createServer } from 'node:net';
import { StartupError } from './startup-error.ts';

const LOOPBACK = '127.0.0.1';
const FREE_PORT_ATTEMPTS = 3;

/** A port that was asked for by number is taken; whoever knows which setting asked for it adds its name. */
export class PortBusyError extends StartupError {
  override readonly name = 'PortBusyError';
  readonly port: number;

  constructor(port: number) {
    super(`port ${port} on ${LOOPBACK} is already in use`);
    this.port = port;
  }
}

/** Opens and closes a listener on a loopback port (0: any) and returns its number. Throws when it cannot be had. */
async function tryPort(port: number): Promise<number> {
  const server = createServer();
  server.listen({ port, host: LOOPBACK, exclusive: true });
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('a TCP listener without a port');
  return address.port;
}

/** A loopback port that nobody listens on at this moment; another process may take it before you do: see `onPort`. */
export function findFreePort(): Promise<number> {
  return tryPort(0);
}

/** Whether this process could listen on the loopback port now. */
export async function isPortFree(port: number): Promise<boolean> {
  try {
    await tryPort(port);
    return true;
  } catch {
    return false;
  }
}

/**
 * Starts a server on the demanded port, else on a free one, looking for another when somebody was faster.
 * Throws `PortBusyError` when the demanded port is taken.
 */
export async function onPort<T>(
  demandedPort: number | undefined,
  start: (port: number) => Promise<T>,
): Promise<T> {
  if (demandedPort !== undefined) {
    if (!(await isPortFree(demandedPort))) throw new PortBusyError(demandedPort);
    return start(demandedPort);
  }
  for (let attempt = 1; ; attempt += 1) {
    const port = await findFreePort();
    try {
      return await start(port);
    } catch (error) {
      if (attempt === FREE_PORT_ATTEMPTS || (await isPortFree(port))) throw error;
    }
  }
}
