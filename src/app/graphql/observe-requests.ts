import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../../platform/telemetry/logger.ts';
import type { Metrics } from '../../platform/telemetry/metrics.ts';
import { openTrace, runInTrace, type Trace } from '../../platform/telemetry/trace.ts';

/** Asked every few seconds by machines; their log lines would bury the others. */
const QUIET_ROUTES = new Set(['/livez', '/readyz', '/metrics']);

/** Counts, times and logs every HTTP request, and makes its id known to all work that it leads to. */
export function observeRequests(app: FastifyInstance, metrics: Metrics, log: Logger): void {
  const labelNames = ['method', 'route', 'status'] as const;
  const requests = metrics.counter({
    name: 'rfq_http_requests_total',
    help: 'HTTP requests that were answered, by the status of the answer.',
    labelNames,
  });
  const seconds = metrics.histogram({
    name: 'rfq_http_request_duration_seconds',
    help: 'Time from the arrival of an HTTP request to the end of its answer.',
    labelNames,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15],
  });
  const traces = new WeakMap<FastifyRequest, Trace>();
  app.addHook('onRequest', (request, _reply, done) => {
    const trace = openTrace(request.id);
    traces.set(request, trace);
    runInTrace(trace, done);
  });
  app.addHook('onResponse', async (request, reply) => {
    const labels = labelsOf(request, reply);
    requests.inc(labels);
    seconds.observe(labels, reply.elapsedTime / 1_000);
    const line = {
      requestId: request.id,
      ...labels,
      durationMs: Math.round(reply.elapsedTime * 10) / 10,
      ...traces.get(request)?.notes,
    };
    if (QUIET_ROUTES.has(labels.route)) log.debug(line, 'request');
    else log.info(line, 'request');
  });
}

/** The route is the pattern that matched, never the address that was asked for: that is the client's to choose. */
const labelsOf = (request: FastifyRequest, reply: FastifyReply) => ({
  method: request.method,
  route: request.is404 ? 'none' : (request.routeOptions.url ?? 'none'),
  status: reply.statusCode,
});
