import { fastify, type FastifyInstance } from 'fastify';

/** Parts of a process that must answer before it counts as ready, by name. */
export type Checks = Readonly<Record<string, () => Promise<boolean>>>;

/** Adds `/livez` (the process turns) and `/readyz` (its parts answer; 503 with their states when one does not). */
export function addHealth(app: FastifyInstance, checks: Checks): void {
  app.get('/livez', async () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const results = await Promise.all(
      Object.entries(checks).map(
        async ([name, check]) => [name, (await check().catch(() => false)) ? 'ok' : 'unavailable'] as const,
      ),
    );
    const ready = results.every(([, state]) => state === 'ok');
    return reply
      .code(ready ? 200 : 503)
      .send({ status: ready ? 'ok' : 'unavailable', checks: Object.fromEntries(results) });
  });
}

/** A server for health alone, for processes that have no API. */
export async function startHealthServer(
  checks: Checks,
  host: string,
  port: number,
): Promise<{ readonly stop: () => Promise<void> }> {
  const app = fastify({ logger: false, forceCloseConnections: true });
  addHealth(app, checks);
  await app.listen({ host, port });
  return { stop: () => app.close() };
}
