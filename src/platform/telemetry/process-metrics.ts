import { collectDefaultMetrics } from 'prom-client';
import type { Metrics } from './metrics.ts';

export interface Build {
  /** What kind of process this is: `rfq-api` or `rfq-worker`. */
  readonly process: string;
  readonly version: string;
}

/** Adds what Prometheus expects of any Node process (`process_…`, `nodejs_…`), and which build it is. Once per process. */
export function collectProcessMetrics(metrics: Metrics, build: Build): void {
  collectDefaultMetrics({ register: metrics.registry });
  metrics
    .gauge({
      name: 'rfq_build_info',
      help: 'Always 1; the labels say what is running.',
      labelNames: ['process', 'version', 'node_version'],
    })
    .set({ ...build, node_version: process.versions.node }, 1);
}
