import type { Metrics } from '../telemetry/metrics.ts';
import type { Queues } from './queues.ts';

/** Shows how many jobs each queue holds. Every worker shows the same numbers: take their maximum, not their sum. */
export function collectQueues(metrics: Metrics, queues: Queues): void {
  const jobs = metrics.gauge({
    name: 'rfq_queue_jobs',
    help: 'Jobs in a queue by state; `delayed` ones wait for their time or their next attempt.',
    labelNames: ['queue', 'state'],
  });
  metrics.onScrape('queues', [jobs], async () => {
    for (const depth of await queues.depths()) {
      jobs.set({ queue: depth.queue, state: depth.state }, depth.jobs);
    }
  });
}
