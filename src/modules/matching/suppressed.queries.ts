import DataLoader from 'dataloader';
import { type Db, sql } from '../../platform/db/sql.ts';
import { defineLoader } from '../../platform/graphql/context.ts';
import type { FilterReason } from './engine/filter.ts';

export interface SuppressedRecord {
  readonly rfqId: string;
  readonly supplierId: string;
  readonly reason: FilterReason;
  readonly score: number;
}

/** Suppliers that RFQs would have asked but for a decision against it, best first; for RFQs that the caller was let through to. */
export function findSuppressed(db: Db, rfqIds: readonly string[]): Promise<SuppressedRecord[]> {
  return sql<SuppressedRecord>(
    db,
    `select rfq_id as "rfqId", supplier_id as "supplierId", suppressed as reason, score
       from shortlist_entry where rfq_id = any($1::uuid[]) and wave = 0 order by rfq_id, position`,
    [rfqIds],
  );
}

/** The suppressed suppliers of an RFQ that the caller was let through to. */
export const suppressedLoader = defineLoader(
  (context) =>
    new DataLoader<string, SuppressedRecord[]>(async (rfqIds) => {
      const byRfq = new Map<string, SuppressedRecord[]>(rfqIds.map((id) => [id, []]));
      for (const row of await findSuppressed(context.db, rfqIds)) byRfq.get(row.rfqId)?.push(row);
      return rfqIds.map((id) => byRfq.get(id) ?? []);
    }),
);
