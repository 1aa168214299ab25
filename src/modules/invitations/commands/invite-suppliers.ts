import { audit } from '../../../platform/audit/audit.writes.ts';
import { inTransaction } from '../../../platform/db/in-transaction.ts';
import type { EngineContext } from '../../../platform/graphql/context.ts';
import { complete, emit } from '../../../platform/outbox/outbox.writes.ts';
import { lockRfq } from '../../rfqs/index.ts';
import { claimBatch, inviteBatch, invitedIn, nextBatch, type Wave } from '../fan-out.writes.ts';
import { invitationsSent } from '../invitation.events.ts';

/** Large enough to be fast, small enough that a submission, which waits for the RFQ's row, never waits long. */
const BATCH_SIZE = 5_000;

/**
 * Invites the next batch of a wave: invitations, progress and fact in one transaction. Safe to be called twice
 * and by many at once: a batch is claimed by its progress row, and an invitation exists once by its key. The last
 * batch, or finding that the RFQ is no longer open, completes the cause. Returns whether batches may be left.
 */
export async function inviteSuppliers(ctx: EngineContext, wave: Wave): Promise<boolean> {
  return inTransaction(ctx.db, async (tx) => {
    const rfq = await lockRfq(tx, wave.rfqId, 'share');
    const batch = rfq?.state === 'OPEN' && !rfq.due ? await nextBatch(tx, wave, BATCH_SIZE) : null;
    if (!rfq || !batch) {
      await complete(tx, ctx.cause);
      return false;
    }
    if (!(await claimBatch(tx, batch))) return true;
    await inviteBatch(tx, batch, rfq.now);
    await emit(tx, invitationsSent, wave.rfqId, { ...wave, batch: batch.batch });
    if (batch.last) {
      const details = { wave: wave.wave, invited: await invitedIn(tx, wave) };
      await audit(tx, { aggregateId: wave.rfqId, action: 'inviteSuppliers', actor: 'engine', details });
      await complete(tx, ctx.cause);
    }
    return !batch.last;
  });
}
