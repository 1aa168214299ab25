import { iso31661 } from 'iso-3166';
import type { DataSource } from 'typeorm';
import { inTransaction } from '../../../platform/db/in-transaction.ts';
import { sql, type Tx } from '../../../platform/db/sql.ts';
import { DEMO_DOMESTIC_LANE, DEMO_DUTIES, DEMO_FX, DEMO_LANES } from '../demo-rates.ts';
import { BASE_CURRENCY, DEMO_SOURCE, MAX_RATE_AGE_DAYS } from '../fx.rules.ts';
import { DEFAULT_PARTNER_ID } from '../logistics.rules.ts';

const DUTIES_SINCE = '2020-01-01';

/**
 * Fills in made-up exchange rates for today and the ten days before it, and made-up default logistics and duty
 * rates, all labelled `DEMO`; what is there already stays. For development only: safe to call at every start.
 */
export async function seedDemoRates(db: DataSource): Promise<void> {
  await inTransaction(db, async (tx) => {
    await saveFx(tx);
    await saveLogistics(tx);
    await saveDuties(tx);
  });
}

async function saveFx(tx: Tx): Promise<void> {
  await sql(
    tx,
    `insert into fx_rate (source, base, quote, rate, rate_date)
     select $1, $2, r.quote, r.rate, current_date - days.back
       from unnest($3::text[], $4::numeric[]) as r (quote, rate), generate_series(0, $5::int) as days (back)
     on conflict do nothing`,
    [DEMO_SOURCE, BASE_CURRENCY, Object.keys(DEMO_FX), Object.values(DEMO_FX), MAX_RATE_AGE_DAYS],
  );
}

async function saveLogistics(tx: Tx): Promise<void> {
  const domestic = iso31661
    .filter((country) => country.state === 'assigned')
    .map(({ alpha2 }) => [alpha2, alpha2, DEMO_DOMESTIC_LANE] as const);
  const rows = [...domestic, ...DEMO_LANES].flatMap(([origin, destination, lane]) =>
    lane.map(([component, basis, rate]) => ({ origin, destination, component, basis, rate })),
  );
  await sql(
    tx,
    `insert into logistics_rate (partner_id, source, origin, destination, component, basis, rate, currency)
     select $1, $2, r.origin, r.destination, r.component, r.basis, r.rate,
            case when r.basis <> 'PERCENT_OF_VALUE' then $3 end
       from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::numeric[])
         as r (origin, destination, component, basis, rate)
     on conflict do nothing`,
    [
      DEFAULT_PARTNER_ID,
      DEMO_SOURCE,
      BASE_CURRENCY,
      rows.map((row) => row.origin),
      rows.map((row) => row.destination),
      rows.map((row) => row.component),
      rows.map((row) => row.basis),
      rows.map((row) => row.rate),
    ],
  );
}

async function saveDuties(tx: Tx): Promise<void> {
  await sql(
    tx,
    `insert into duty_rate (source, valid_from, destination, origin, hs_prefix, percent)
     select $1, $2::date, d.* from unnest($3::text[], $4::text[], $5::text[], $6::numeric[]) as d
     on conflict do nothing`,
    [
      DEMO_SOURCE,
      DUTIES_SINCE,
      DEMO_DUTIES.map(([destination]) => destination),
      DEMO_DUTIES.map(([, origin]) => origin),
      DEMO_DUTIES.map(([, , hsPrefix]) => hsPrefix),
      DEMO_DUTIES.map(([, , , percent]) => percent),
    ],
  );
}
