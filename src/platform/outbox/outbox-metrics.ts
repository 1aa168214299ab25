import type { DataSource } from 'typeorm';
import { sql, sqlOne } from '../db/sql.ts';
import type { Metrics } from '../telemetry/metrics.ts';

/** Counts go no further: past it the age is what matters, and counting on would cost more than it tells. */
const SATURATION = 10_000;

interface Lag {
  readonly undispatched: number;
  readonly unsettled: number;
  readonly undispatchedAge: number;
  readonly unsettledAge: number;
}

/** Shows how far behind the work on facts is, read from partial indexes. Every worker shows the same numbers: take their maximum. */
export function collectOutbox(metrics: Metrics, db: DataSource): void {
  const facts = metrics.gauge({
    name: 'rfq_outbox_facts',
    help: `Facts by what they wait for, up to ${SATURATION}: to be dispatched to their jobs, or, dispatched, to be found worked off.`,
    labelNames: ['state'],
  });
  const age = metrics.gauge({
    name: 'rfq_outbox_oldest_age_seconds',
    help: 'Age of the oldest fact that waits, since it was stated (undispatched) or last dispatched (unsettled); 0 when none does.',
    labelNames: ['state'],
  });
  const dead = metrics.gauge({
    name: 'rfq_dead_letters',
    help: `Jobs that failed for good and wait for an operator, up to ${SATURATION} in all.`,
    labelNames: ['job'],
  });
  metrics.onScrape('outbox', [facts, age, dead], async () => {
    const lag = await sqlOne<Lag>(db, LAG, [SATURATION]);
    if (!lag) return;
    facts.set({ state: 'undispatched' }, lag.undispatched);
    facts.set({ state: 'unsettled' }, lag.unsettled);
    age.set({ state: 'undispatched' }, lag.undispatchedAge);
    age.set({ state: 'unsettled' }, lag.unsettledAge);
    const letters = await sql<{ job: string; count: number }>(db, LETTERS, [SATURATION]);
    dead.reset();
    for (const { job, count } of letters) dead.set({ job }, count);
  });
}

const LAG = `
  select (select count(*)::int from (select from outbox where dispatched_at is null limit $1) counted) as undispatched,
         (select count(*)::int from (select from outbox where settled_at is null and dispatched_at is not null limit $1) counted) as unsettled,
         coalesce((select extract(epoch from now() - min(created_at)) from outbox where dispatched_at is null), 0)::float8
           as "undispatchedAge",
         coalesce((select extract(epoch from now() - min(dispatched_at)) from outbox where settled_at is null), 0)::float8
           as "unsettledAge"`;

const LETTERS = `
  select job, count(*)::int as count from (select job from dead_letter limit $1) counted group by job`;
