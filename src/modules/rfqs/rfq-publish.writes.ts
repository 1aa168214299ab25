import { fail } from '../../platform/kernel/domain-error.ts';
import type { Tx } from '../../platform/db/sql.ts';
import { emit } from '../../platform/outbox/outbox.writes.ts';
import { rfqPublished } from './rfq.events.ts';
import { type LockedRfq, setRfqState } from './rfq.writes.ts';

/** Opens a locked draft for quotes and states the fact that starts matching. */
export async function publish(tx: Tx, rfq: LockedRfq): Promise<void> {
  if (rfq.state === 'DRAFT' && rfq.due) {
    throw fail('VALIDATION_FAILED', 'The deadline has passed; a request must close in the future.', [
      'closesAt',
    ]);
  }
  await setRfqState(tx, rfq, 'OPEN');
  await emit(tx, rfqPublished, rfq.id, {
    rfqId: rfq.id,
    version: rfq.version,
    closesAt: rfq.closesAt.toISOString(),
  });
}
