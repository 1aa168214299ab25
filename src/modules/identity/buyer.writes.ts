import { type DomainError, fail } from '../../platform/kernel/domain-error.ts';
import { sqlOne, type Tx } from '../../platform/db/sql.ts';

const referenceTaken = (): DomainError =>
  fail('VALIDATION_FAILED', 'Another buyer of the partner has this reference.', ['reference']);

/** Throws `VALIDATION_FAILED` when another buyer of the partner has the reference. The partner is locked, so that it stays free. */
export async function requireFreeReference(
  tx: Tx,
  partnerId: string,
  reference: string,
  exceptBuyerId: string,
): Promise<void> {
  const taken = await sqlOne(
    tx,
    'select id from buyer where partner_id = $1 and reference = $2 and id <> $3',
    [partnerId, reference, exceptBuyerId],
  );
  if (taken) throw referenceTaken();
}
