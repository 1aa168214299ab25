import { sql } from '../../../platform/db/sql.ts';
import type { CommandContext } from '../../../platform/graphql/context.ts';
import { changePartner, managedPartner } from '../../identity/index.ts';
import { checkRates, type LogisticsRateKey } from '../logistics-rate.rules.ts';
import type { SetLogisticsRatesInput } from '../partner-rate-input.type.ts';
import { keyColumns } from '../partner-rate.queries.ts';

/**
 * States rates of a partner, in place of those that it had for the same places, step and basis. Comparisons of
 * open requests follow at once; those of closed ones keep what was frozen. Throws `FORBIDDEN`, `NOT_FOUND`, or
 * `VALIDATION_FAILED` with all problems.
 */
export async function setLogisticsRates(
  ctx: CommandContext,
  input: SetLogisticsRatesInput,
): Promise<{ keys: LogisticsRateKey[]; replayed: boolean }> {
  const partnerId = managedPartner(ctx.actor, input.partnerId);
  checkRates(input.rates);
  const keys = input.rates.map(({ origin, destination, component, basis }) => ({
    partnerId,
    origin,
    destination,
    component,
    basis,
  }));
  const act = { partnerId, action: 'setLogisticsRates', input };
  const { replayed } = await changePartner(ctx, act, async (tx) => {
    await sql(
      tx,
      `insert into logistics_rate (partner_id, origin, destination, component, basis, rate, currency, source, set_at)
       select wanted.*, 'PARTNER', now()
         from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::numeric[], $7::text[]) as wanted
       on conflict (partner_id, origin, destination, component, basis)
       do update set rate = excluded.rate, currency = excluded.currency, source = excluded.source, set_at = excluded.set_at`,
      [
        ...keyColumns(keys),
        input.rates.map(({ rate }) => rate),
        input.rates.map(({ currency }) => currency ?? null),
      ],
    );
    return { rates: input.rates };
  });
  return { keys, replayed };
}
