import { fastify, type FastifyInstance } from 'fastify';
import { createProbe } from '../../platform/telemetry/probe.ts';
import type { Metrics } from '../../platform/telemetry/metrics.ts';
import { addMetricsPage } from './metrics-page.ts';

/** A part of a process that is asked whether it answers. */
export interface Check {
  readonly ask: () => Promise<boolean>;
  /** Without a required part the process takes no traffic; without another it works on, degraded. */
  readonly required: boolean;
}

/** The parts by name. The names are public; hosts, messages and versions are not. */
export type Checks = Readonly<Record<string, Check>>;

/**
 * Adds `/livez` (the process turns) and `/readyz`: 503 `unavailable` while a required part does not answer in
 * time, else 200, `degraded` while another does not.
 */
export function addHealth(app: FastifyInstance, checks: Checks): void {
  const probes = Object.entries(checks).map(([name, { ask, required }]) => ({
    name,
    required,
    answers: createProbe(ask),
  }));
  app.get('/livez', async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'ok' }),
  );
  app.get('/readyz', async (_request, reply) => {
    const results = await Promise.all(
      probes.map(async ({ name, required, answers }) => ({ name, required, up: await answers() })),
    );
    const away = results.filter(({ up }) => !up);
    const ready = !away.some(({ required }) => required);
    return reply
      .code(ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({
        status: ready ? (away.length === 0 ? 'ok' : 'degraded') : 'unavailable',
        checks: Object.fromEntries(results.map(({ name, up }) => [name, up ? 'ok' : 'unavailable'])),
      });
  });
}

/** Like `ask`, but no longer asked once the answer was yes: for what does not become untrue again. */
export function once(ask: () => Promise<boolean>): () => Promise<boolean> {
  let known = false;
  return async () => (known ||= await ask());
}

export interface HealthServerOptions {
  readonly checks: Checks;
  readonly metrics: Metrics;
  readonly metricsToken: string | undefined;
  readonly host: string;
  readonly port: number;
}

/** Serves `/livez`, `/readyz` and `/metrics` alone, for processes that have no API. */
export async function startHealthServer(
  options: HealthServerOptions,
): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const app = fastify({ logger: false, forceCloseConnections: true });
  addHealth(app, options.checks);
  addMetricsPage(app, options.metrics, options.metricsToken);
  const url = await app.listen({ host: options.host, port: options.port });
  return { url, stop: () => app.close() };
}
