import { type Db, sql, sqlOne } from '../../platform/db/sql.ts';
import {
  BASE_CURRENCY,
  type CrossRate,
  crossRate,
  DEMO_SOURCE,
  type FxLeg,
  fxRateId,
  MAX_RATE_AGE_DAYS,
} from './fx.rules.ts';

/**
 * What one unit of each currency is worth in the target currency on a day (`YYYY-MM-DD`), by currency. Takes
 * the last publication up to ten days back, a made-up one only where there is no other. A currency without
 * a rate is not in the map: never take 1 instead, call `requireRates`.
 */
export async function ratesAsOf(
  db: Db,
  wanted: { readonly currencies: readonly string[]; readonly target: string; readonly asOf: string },
): Promise<Map<string, CrossRate>> {
  const { target, asOf } = wanted;
  const legs = await legsAsOf(db, [...wanted.currencies, target], asOf);
  const rates = new Map<string, CrossRate>();
  for (const currency of wanted.currencies) {
    const rate = crossRate(currency, target, asOf, legs);
    if (rate) rates.set(currency, rate);
  }
  return rates;
}

async function legsAsOf(db: Db, currencies: readonly string[], asOf: string): Promise<Map<string, FxLeg>> {
  const rows = await sql<{ quote: string; source: string; rateDate: string; rate: string }>(
    db,
    `select distinct on (f.quote) f.quote, f.source, f.rate_date::text as "rateDate", trim_scale(f.rate)::text as rate
       from fx_rate f
      where f.base = $1 and f.quote = any($2::text[]) and f.rate_date between $3::date - $4::int and $3::date
      order by f.quote, f.source = $5, f.rate_date desc, f.source`,
    [BASE_CURRENCY, [...new Set(currencies)], asOf, MAX_RATE_AGE_DAYS, DEMO_SOURCE],
  );
  return new Map(
    rows.map(({ quote, source, rateDate, rate }) => [
      quote,
      { id: fxRateId(source, rateDate, BASE_CURRENCY, quote), rateDate, rate },
    ]),
  );
}

/** Today as the database has it, `YYYY-MM-DD` (UTC). */
export async function today(db: Db): Promise<string> {
  const row = await sqlOne<{ today: string }>(db, 'select current_date::text as today');
  return row?.today ?? '';
}
