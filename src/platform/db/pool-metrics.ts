import type pg from 'pg';
import type { DataSource } from 'typeorm';
import type { Metrics } from '../telemetry/metrics.ts';

/** Shows a pool's connections. `pool` tells the pools of one process apart. */
export function collectPool(metrics: Metrics, pool: string, db: DataSource): void {
  const connections = metrics.gauge({
    name: 'rfq_database_pool_connections',
    help: 'Connections to PostgreSQL that the process holds, by what they do: active or idle.',
    labelNames: ['pool', 'state'],
  });
  const waiting = metrics.gauge({
    name: 'rfq_database_pool_waiting',
    help: 'Statements and transactions that wait for a connection.',
    labelNames: ['pool'],
  });
  metrics.onScrape(`pool-${pool}`, [], async () => {
    const { totalCount, idleCount, waitingCount } = poolOf(db);
    connections.set({ pool, state: 'active' }, totalCount - idleCount);
    connections.set({ pool, state: 'idle' }, idleCount);
    waiting.set({ pool }, waitingCount);
  });
}

/** The driver's pool; TypeORM does not show it in its types. */
const poolOf = (db: DataSource): pg.Pool => (db.driver as unknown as { readonly master: pg.Pool }).master;
