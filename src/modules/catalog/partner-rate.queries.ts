import DataLoader from 'dataloader';
import type { Actor } from '../../platform/kernel/actor.ts';
import { type Db, sql } from '../../platform/db/sql.ts';
import { defineLoader } from '../../platform/graphql/context.ts';
import { type LogisticsRateKey, rateKey } from './logistics-rate.rules.ts';

/** A rate as a partner set it. */
export interface PartnerRateRecord extends LogisticsRateKey {
  readonly rate: string;
  readonly currency: string | null;
  readonly source: string;
  readonly setAt: Date | null;
}

/** The columns of a `PartnerRateRecord`, of `logistics_rate r`. */
export const PARTNER_RATE_COLUMNS = `r.partner_id as "partnerId", r.origin, r.destination, r.component, r.basis,
  trim_scale(r.rate)::text as rate, r.currency, r.source, r.set_at as "setAt"`;

/** The SQL condition on `logistics_rate r` under which an actor may read it: its partner's own, whichever side of it the actor works on. */
function readableRate(actor: Actor, parameters: unknown[]): string {
  switch (actor.role) {
    case 'PARTNER':
    case 'AGENT':
      return `r.partner_id = $${parameters.push(actor.partnerId)}`;
    case 'OPERATOR':
      return 'true';
    case 'BUYER':
    case 'SUPPLIER':
      return 'false';
  }
}

/** Rates by their keys, of those that the actor may read, in no order. */
export function findPartnerRates(
  db: Db,
  actor: Actor,
  keys: readonly LogisticsRateKey[],
): Promise<PartnerRateRecord[]> {
  const parameters: unknown[] = keyColumns(keys);
  const readable = readableRate(actor, parameters);
  return sql<PartnerRateRecord>(
    db,
    `select ${PARTNER_RATE_COLUMNS}
       from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[])
              as wanted (partner_id, origin, destination, component, basis)
       join logistics_rate r using (partner_id, origin, destination, component, basis)
      where ${readable}`,
    parameters,
  );
}

/** Keys as one array per column, as `unnest` takes them. */
export const keyColumns = (keys: readonly LogisticsRateKey[]): string[][] =>
  (['partnerId', 'origin', 'destination', 'component', 'basis'] as const).map((name) =>
    keys.map((key) => key[name]),
  );

/** Rates as the caller may read them: `null` for foreign and absent ones. */
export const partnerRateLoader = defineLoader(
  ({ db, actor }) =>
    new DataLoader<LogisticsRateKey, PartnerRateRecord | null, string>(
      async (keys) => {
        const rows = actor ? await findPartnerRates(db, actor, keys) : [];
        const byKey = new Map(rows.map((row) => [rateKey(row), row]));
        return keys.map((key) => byKey.get(rateKey(key)) ?? null);
      },
      { cacheKeyFn: rateKey },
    ),
);
