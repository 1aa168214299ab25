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

/** Where goods come from and go to, on a day (`YYYY-MM-DD`). */
export interface CustomsEntry {
  readonly destination: string;
  readonly origins: readonly string[];
  readonly asOf: string;
}

/**
 * The duties into each destination from any of the origins in force on the day, as they are stated, in the order
 * of the entries: the nearest places count, then the longest prefix. Inside one customs area no duty arises,
 * whatever is stated. One statement, however many entries.
 */
export async function dutyRatesFor(db: Db, entries: readonly CustomsEntry[]): Promise<DutyRateRecord[][]> {
  const distinct = (values: readonly string[]) => [...new Set(values)];
  const rows = await sql<DutyRateRecord & { day: string }>(
    db,
    `select distinct on (asked.day, d.destination, d.origin, d.hs_prefix)
            asked.day::text, d.destination, d.origin, d.hs_prefix as "hsPrefix", trim_scale(d.percent)::text as percent,
            concat_ws(':', d.source, 'DUTY', d.destination, d.origin, d.hs_prefix, d.valid_from) as "rateId"
       from unnest($3::date[]) as asked (day)
       join duty_rate d on d.destination = any($1::text[]) and d.origin = any($2::text[]) and d.valid_from <= asked.day
      order by asked.day, d.destination, d.origin, d.hs_prefix, d.valid_from desc`,
    [
      distinct(entries.flatMap((entry) => placesOf(entry.destination))),
      distinct(entries.flatMap((entry) => entry.origins.flatMap(placesOf))),
      distinct(entries.map((entry) => entry.asOf)),
    ],
  );
  return entries.map(({ destination, origins, asOf }) => {
    const into = new Set(placesOf(destination));
    const from = new Set(origins.flatMap(placesOf));
    return rows
      .filter((row) => row.day === asOf && into.has(row.destination) && from.has(row.origin))
      .map(({ day: _asked, ...rate }) => rate);
  });
}
