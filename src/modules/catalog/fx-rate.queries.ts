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

/** Which rates are wanted: of these currencies in the target currency, on a day (`YYYY-MM-DD`). */
export interface WantedRates {
  readonly currencies: readonly string[];
  readonly target: string;
  readonly asOf: string;
}

/**
 * What one unit of each currency is worth in the target currency, by currency. Takes the last publication up to
 * ten days back, a made-up one only where there is no other. A currency without a rate is not in the map: never
 * take 1 instead, call `requireRates`.
 */
export async function ratesAsOf(db: Db, wanted: WantedRates): Promise<Map<string, CrossRate>> {
  return (await ratesAsOfEach(db, [wanted]))[0] ?? new Map<string, CrossRate>();
}

/** Like `ratesAsOf`, for several targets and days at once: one statement. */
export async function ratesAsOfEach(
  db: Db,
  wanted: readonly WantedRates[],
): Promise<Map<string, CrossRate>[]> {
  const legs = await legsAsOf(db, wanted);
  return wanted.map(({ currencies, target, asOf }) => {
    const known = legs.get(asOf) ?? new Map<string, FxLeg>();
    return new Map(
      currencies.flatMap((currency) => {
        const rate = crossRate(currency, target, asOf, known);
        return rate ? [[currency, rate] as const] : [];
      }),
    );
  });
}

/** The published rates of all these currencies by day, then by currency. */
async function legsAsOf(db: Db, wanted: readonly WantedRates[]): Promise<Map<string, Map<string, FxLeg>>> {
  const currencies = new Set(wanted.flatMap((one) => [...one.currencies, one.target]));
  const days = new Map(wanted.map(({ asOf }) => [asOf, new Map<string, FxLeg>()]));
  const rows = await sql<{ day: string; quote: string; source: string; rateDate: string; rate: string }>(
    db,
    `select distinct on (asked.day, f.quote) asked.day::text, f.quote, f.source, f.rate_date::text as "rateDate",
            trim_scale(f.rate)::text as rate
       from unnest($3::date[]) as asked (day)
       join fx_rate f on f.base = $1 and f.quote = any($2::text[]) and f.rate_date between asked.day - $4::int and asked.day
      order by asked.day, f.quote, f.source = $5, f.rate_date desc, f.source`,
    [BASE_CURRENCY, [...currencies], [...days.keys()], MAX_RATE_AGE_DAYS, DEMO_SOURCE],
  );
  for (const { day, quote, source, rateDate, rate } of rows) {
    const id = fxRateId(source, rateDate, BASE_CURRENCY, quote);
    days.get(day)?.set(quote, { id, rateDate, rate });
  }
  return days;
}

/** Today as the database has it, `YYYY-MM-DD` (UTC). */
export async function today(db: Db): Promise<string> {
  const row = await sqlOne<{ today: string }>(db, 'select current_date::text as today');
  return row?.today ?? '';
}
