import { actorKey } from '../../platform/kernel/actor.ts';
import { audit } from '../../platform/audit/audit.writes.ts';
import { inTransaction } from '../../platform/db/in-transaction.ts';
import { sqlOne, type Tx } from '../../platform/db/sql.ts';
import type { CommandContext } from '../../platform/graphql/context.ts';
import { isReplay, requestHash } from '../../platform/idempotency/idempotency.writes.ts';
import { partnerNotFound } from './partner.rules.ts';

export interface PartnerChange {
  readonly partnerId: string;
  /** The mutation's name. */
  readonly action: string;
  readonly input: { readonly idempotencyKey?: string | undefined };
  /** It makes an object whose id is derived from the key, so the key is remembered for good. */
  readonly creation?: true;
}

/**
 * The frame of every change of what is a partner's, once the caller was found to be allowed: one transaction
 * that makes changes of one partner wait for each other, honours the idempotency key and writes the audit row
 * with the details that `change` returns. Throws `NOT_FOUND` for an absent partner.
 */
export async function changePartner(
  ctx: CommandContext,
  { partnerId, action, input, creation }: PartnerChange,
  change: (tx: Tx) => Promise<Record<string, unknown>>,
): Promise<{ replayed: boolean }> {
  return inTransaction(ctx.db, async (tx) => {
    const replayed = await isReplay(tx, {
      aggregateId: partnerId,
      actorKey: actorKey(ctx.actor),
      key: input.idempotencyKey ?? undefined,
      hash: requestHash(action, input),
      ...(creation && { creation }),
    });
    // The weaker lock: requests that refer to the partner are posted meanwhile.
    const locked = await sqlOne(tx, 'select id from partner where id = $1 for no key update', [partnerId]);
    if (!locked) throw partnerNotFound();
    if (replayed) return { replayed };
    const details = await change(tx);
    await audit(tx, { aggregateId: partnerId, action, actor: ctx.actor, details });
    return { replayed: false };
  });
}
