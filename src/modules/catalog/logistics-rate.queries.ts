import { type Db, sql } from '../../platform/db/sql.ts';
import { placesOf } from './customs.ts';
import {
  DEFAULT_PARTNER_ID,
  type LogisticsRateRecord,
  resolveLogisticsRates,
  type StatedLogisticsRate,
} from './logistics.rules.ts';

/** Where goods may come from and go to, for one partner's buyers. */
export interface Route {
  readonly partnerId: string;
  readonly destination: string;
  readonly origins: readonly string[];
}

/**
 * What each step of the journey from each origin to the destination costs a partner's buyers, in the order of
 * the routes; several bases of one component are alternatives, except the one per shipment. A component that
 * nothing is stated for is missing, not free. One statement, however many routes.
 */
export async function logisticsRatesFor(db: Db, routes: readonly Route[]): Promise<LogisticsRateRecord[][]> {
  const distinct = (values: readonly string[]) => [...new Set(values)];
  const stated = await sql<StatedLogisticsRate>(
    db,
    `select r.partner_id as "partnerId", r.origin, r.destination, r.component, r.basis,
            trim_scale(r.rate)::text as rate, r.currency,
            concat_ws(':', r.source, 'LOGISTICS', r.origin, r.destination, r.component, r.basis,
                      to_char(r.set_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) as "rateId"
       from logistics_rate r
      where r.partner_id = any($1::uuid[]) and r.destination = any($2::text[]) and r.origin = any($3::text[])
      order by r.component, r.basis`,
    [
      distinct([DEFAULT_PARTNER_ID, ...routes.map((route) => route.partnerId)]),
      distinct(routes.flatMap((route) => placesOf(route.destination))),
      distinct(routes.flatMap((route) => route.origins.flatMap(placesOf))),
    ],
  );
  return routes.map((route) =>
    resolveLogisticsRates(stated, route.partnerId, route.destination, route.origins),
  );
}
