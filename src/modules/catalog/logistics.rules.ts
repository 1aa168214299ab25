import { placesOf } from './customs.ts';

export const LogisticsComponent = {
  ORIGIN: 'ORIGIN',
  MAIN: 'MAIN',
  INSURANCE: 'INSURANCE',
  DESTINATION: 'DESTINATION',
} as const;
export type LogisticsComponent = (typeof LogisticsComponent)[keyof typeof LogisticsComponent];
export const LOGISTICS_COMPONENTS = Object.values(LogisticsComponent);

export const LogisticsBasis = {
  PER_KG: 'PER_KG',
  PER_M3: 'PER_M3',
  PER_UNIT: 'PER_UNIT',
  PERCENT_OF_VALUE: 'PERCENT_OF_VALUE',
  PER_SHIPMENT: 'PER_SHIPMENT',
} as const;
export type LogisticsBasis = (typeof LogisticsBasis)[keyof typeof LogisticsBasis];

/** Stands for the engine itself: its rates hold for every partner that states none. */
export const DEFAULT_PARTNER_ID = '00000000-0000-0000-0000-000000000000';

export interface LogisticsRateRecord {
  /** Names the stated rate, such as `DEMO:LOGISTICS:*:US:MAIN:PER_KG`; one that a partner set ends with when. */
  readonly rateId: string;
  readonly origin: string;
  readonly destination: string;
  readonly component: LogisticsComponent;
  readonly basis: LogisticsBasis;
  /** Money per basis, or percent. */
  readonly rate: string;
  /** `null` for a percentage. */
  readonly currency: string | null;
}

export interface StatedLogisticsRate extends LogisticsRateRecord {
  readonly partnerId: string;
}

/**
 * Picks the rates that hold from each origin to the destination, and states them for exactly that pair. For
 * each component the nearest statement counts, with all of its bases: the partner's before the engine's, then
 * the exact pair, then the nearer origin, then the nearer destination; a country before its customs union
 * before `*`.
 */
export function resolveLogisticsRates(
  stated: readonly StatedLogisticsRate[],
  partnerId: string,
  destination: string,
  origins: readonly string[],
): LogisticsRateRecord[] {
  const byPlace = new Map<string, StatedLogisticsRate[]>();
  for (const rate of stated) {
    const place = `${rate.partnerId} ${rate.component} ${rate.origin} ${rate.destination}`;
    const same = byPlace.get(place);
    if (same) same.push(rate);
    else byPlace.set(place, [rate]);
  }
  const nearest = (component: LogisticsComponent, origin: string) => {
    for (const partner of new Set([partnerId, DEFAULT_PARTNER_ID])) {
      for (const from of placesOf(origin)) {
        for (const to of placesOf(destination)) {
          const found = byPlace.get(`${partner} ${component} ${from} ${to}`);
          if (found) return found;
        }
      }
    }
    return [];
  };
  return [...new Set(origins)].flatMap((origin) =>
    LOGISTICS_COMPONENTS.flatMap((component) =>
      nearest(component, origin).map(({ rateId, basis, rate, currency }) => ({
        rateId,
        origin,
        destination,
        component,
        basis,
        rate,
        currency,
      })),
    ),
  );
}
