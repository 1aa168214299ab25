import { type Db, sql } from '../../platform/db/sql.ts';
import { placesOf } from './customs.ts';
import {
  DEFAULT_PARTNER_ID,
  type LogisticsRateRecord,
  resolveLogisticsRates,
  type StatedLogisticsRate,
} from './logistics.rules.ts';

/**
 * What each step of the journey from each origin to the destination costs a partner's buyers; several bases
 * of one component are alternatives, except the one per shipment. A component that nothing is stated for is
 * missing, not free.
 */
export async function logisticsRatesFor(
  db: Db,
  partnerId: string,
  destination: string,
  origins: readonly string[],
): Promise<LogisticsRateRecord[]> {
  const stated = await sql<StatedLogisticsRate>(
    db,
    `select r.partner_id as "partnerId", r.origin, r.destination, r.component, r.basis,
            trim_scale(r.rate)::text as rate, r.currency,
            concat_ws(':', r.source, 'LOGISTICS', r.origin, r.destination, r.component, r.basis) as "rateId"
       from logistics_rate r
      where r.partner_id = any($1::uuid[]) and r.destination = any($2::text[]) and r.origin = any($3::text[])
      order by r.component, r.basis`,
    [
      [partnerId, DEFAULT_PARTNER_ID],
      placesOf(destination),
      [...new Set(origins.flatMap((origin) => placesOf(origin)))],
    ],
  );
  return resolveLogisticsRates(stated, partnerId, destination, origins);
}
