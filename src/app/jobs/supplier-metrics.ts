import type { DataSource } from 'typeorm';
import { estimatePoolSize } from '../../modules/suppliers/index.ts';
import type { Metrics } from '../../platform/telemetry/metrics.ts';

/** Shows the size of the supplier pool. */
export function collectPoolSize(metrics: Metrics, db: DataSource): void {
  const suppliers = metrics.gauge({
    name: 'rfq_suppliers',
    help: 'Suppliers of the pool as the planner estimates them; absent until the table was analysed.',
  });
  metrics.onScrape('suppliers', [suppliers], async () => {
    const estimate = await estimatePoolSize(db);
    if (estimate === null) suppliers.remove({});
    else suppliers.set(estimate);
  });
}
