import { Problems } from '../../platform/kernel/problems.ts';
import type { GraphContext } from '../../platform/graphql/context.ts';
import { nestedPage } from '../../platform/graphql/nested-page.ts';
import type { Connection, ConnectionArgs } from '../../platform/graphql/relay.ts';
import type { LogisticsRateFilter } from './partner-rate-input.type.ts';
import { PARTNER_RATE_COLUMNS, type PartnerRateRecord } from './partner-rate.queries.ts';
import { type LogisticsRate, toLogisticsRate } from './partner-rate.type.ts';

const KEYS = ['origin', 'destination', 'component', 'basis'] as const;
const MAX_FILTER_LENGTH = 20;

/** The rates that a partner has set, by origin, destination, component and basis. */
export function listPartnerRates(
  context: GraphContext,
  partnerId: string,
  filter: LogisticsRateFilter | null,
  args: ConnectionArgs,
): Promise<Connection<LogisticsRate>> {
  const problems = new Problems();
  const parameters: unknown[] = [];
  const conditions = ['true'];
  for (const field of ['origin', 'destination', 'component'] as const) {
    const value = filter?.[field];
    if (!value) continue;
    problems.text(['filter', field], value, 0, MAX_FILTER_LENGTH);
    conditions.push(`r.${field} = $${parameters.push(value)}`);
  }
  problems.throwIfAny();
  const list = {
    name: 'logisticsRates',
    parent: 'r.partner_id',
    columns: PARTNER_RATE_COLUMNS,
    from: 'logistics_rate r',
    where: conditions.join(' and '),
    parameters,
    keys: KEYS.map((column) => ({ column: `r.${column}`, type: 'text' })),
    descending: false,
  };
  return nestedPage<PartnerRateRecord, LogisticsRate>(context, list, partnerId, args, toLogisticsRate);
}
