import { DomainError, type Problem } from '../../../platform/kernel/domain-error.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { CommandContext } from '../../../platform/graphql/context.ts';
import { changePartner, managedPartner } from '../../identity/index.ts';
import { checkRateCount, type LogisticsRateKey, rateKey } from '../logistics-rate.rules.ts';
import type { DeleteLogisticsRatesInput } from '../partner-rate-input.type.ts';
import { findPartnerRates, keyColumns } from '../partner-rate.queries.ts';
import { keyOfLogisticsRate } from '../partner-rate.type.ts';

/** Takes rates of a partner back; the engine's own hold in their place. Throws `FORBIDDEN`, or `NOT_FOUND` for each that the partner has not: then none is deleted. */
export async function deleteLogisticsRates(
  ctx: CommandContext,
  input: DeleteLogisticsRatesInput,
): Promise<{ replayed: boolean }> {
  const partnerId = managedPartner(ctx.actor, input.partnerId);
  checkRateCount(input.logisticsRateIds);
  const wanted = input.logisticsRateIds.map((id) => {
    const key = keyOfLogisticsRate(id);
    return key?.partnerId === partnerId ? key : null;
  });
  return changePartner(ctx, { partnerId, action: 'deleteLogisticsRates', input }, async (tx) => {
    const keys = wanted.filter((key) => key !== null);
    const found = await findPartnerRates(tx, ctx.actor, keys);
    refuseAbsent(wanted, new Set(found.map(rateKey)));
    await sql(
      tx,
      `delete from logistics_rate r
        using unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[])
                as gone (partner_id, origin, destination, component, basis)
        where (r.partner_id, r.origin, r.destination, r.component, r.basis)
            = (gone.partner_id, gone.origin, gone.destination, gone.component, gone.basis)`,
      keyColumns(keys),
    );
    return { rates: found };
  });
}

function refuseAbsent(wanted: readonly (LogisticsRateKey | null)[], found: ReadonlySet<string>): void {
  const [first, ...rest] = wanted.flatMap((key, index): Problem[] =>
    key && found.has(rateKey(key))
      ? []
      : [{ code: 'NOT_FOUND', path: ['logisticsRateIds', index], message: 'There is no such rate.' }],
  );
  if (first) throw new DomainError(first, ...rest);
}
