import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { findFreePort, isPortFree, onPort, PortBusyError } from '../../../src/app/embedded/ports.ts';

const held: Server[] = [];
afterEach(() => {
  for (const server of held.splice(0)) server.close();
});

async function hold(port: number): Promise<void> {
  const server = createServer().listen(port, '127.0.0.1');
  held.push(server);
  await once(server, 'listening');
}

test('a free port is free until somebody listens on it', async () => {
  const port = await findFreePort();
  expect(await isPortFree(port)).toBe(true);
  await hold(port);
  expect(await isPortFree(port)).toBe(false);
});

test('a demanded port that is taken is refused without starting anything', async () => {
  const port = await findFreePort();
  await hold(port);
  const start = vi.fn<() => Promise<void>>();
  await expect(onPort(port, start)).rejects.toThrow(new PortBusyError(port));
  expect(start).not.toHaveBeenCalled();
});

test('a start that loses the race for its free port gets another one', async () => {
  const tried: number[] = [];
  const winner = await onPort(undefined, async (port) => {
    tried.push(port);
    if (tried.length > 1) return port;
    await hold(port);
    throw new Error('address in use');
  });
  expect(tried).toHaveLength(2);
  expect(winner).toBe(tried[1]);
});

test('a start that fails for another reason is not repeated', async () => {
  const start = vi.fn<() => Promise<void>>().mockRejectedValue(new Error('disk full'));
  await expect(onPort(undefined, start)).rejects.toThrow('disk full');
  expect(start).toHaveBeenCalledOnce();
});
