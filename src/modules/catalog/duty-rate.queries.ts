import { type Db, sql } from '../../platform/db/sql.ts';
import { placesOf } from './customs.ts';

export interface DutyRateRecord {
  /** Names the stated rate, such as `DEMO:DUTY:US:*:73:2020-01-01`. */
  readonly rateId: string;
  /** A country, a customs union (`EU`), or `*`. */
  readonly origin: string;
  readonly destination: string;
  /** Leading digits of an HS code, the longest that fits counts; empty for any goods. */
  readonly hsPrefix: string;
  readonly percent: string;
}

/**
 * The duties into a destination from any of the origins in force on a day (`YYYY-MM-DD`), as they are stated:
 * the nearest places count, then the longest prefix. Inside one customs area no duty arises, whatever is stated.
 */
export function dutyRatesFor(
  db: Db,
  destination: string,
  origins: readonly string[],
  asOf: string,
): Promise<DutyRateRecord[]> {
  return sql<DutyRateRecord>(
    db,
    `select distinct on (d.destination, d.origin, d.hs_prefix)
            d.destination, d.origin, d.hs_prefix as "hsPrefix", trim_scale(d.percent)::text as percent,
            concat_ws(':', d.source, 'DUTY', d.destination, d.origin, d.hs_prefix, d.valid_from) as "rateId"
       from duty_rate d
      where d.destination = any($1::text[]) and d.origin = any($2::text[]) and d.valid_from <= $3::date
      order by d.destination, d.origin, d.hs_prefix, d.valid_from desc`,
    [placesOf(destination), [...new Set(origins.flatMap((origin) => placesOf(origin)))], asOf],
  );
}
