import { type Db, sql } from '../../platform/db/sql.ts';
import type { InvitationState } from './invitation.rules.ts';

/** An invitation as jobs pass it on. */
export interface ListedInvitation {
  readonly supplierId: string;
  readonly state: InvitationState;
  readonly sentAt: Date;
}

/** The invitations of a batch that was sent, in supplier order. */
export function findSentBatch(
  db: Db,
  { rfqId, wave, batch }: { rfqId: string; wave: number; batch: number },
): Promise<ListedInvitation[]> {
  return sql<ListedInvitation>(
    db,
    `select i.supplier_id as "supplierId", i.state, i.sent_at as "sentAt"
       from fan_out f
       join shortlist_entry e on e.rfq_id = f.rfq_id and e.wave = f.wave and e.position <= f.last_position
        and e.position > coalesce((select p.last_position from fan_out p
                                    where p.rfq_id = f.rfq_id and p.wave = f.wave and p.batch = f.batch - 1), 0)
       join invitation i on i.rfq_id = e.rfq_id and i.supplier_id = e.supplier_id
      where f.rfq_id = $1 and f.wave = $2 and f.batch = $3
      order by i.supplier_id`,
    [rfqId, wave, batch],
  );
}

/** Suppliers from one to another, in id order. */
export interface SupplierRange {
  readonly first: string;
  readonly last: string;
}

/** The invitations of a range of suppliers as they stand, in supplier order. */
export function findInvitationsInRange(
  db: Db,
  rfqId: string,
  { first, last }: SupplierRange,
): Promise<ListedInvitation[]> {
  return sql<ListedInvitation>(
    db,
    `select supplier_id as "supplierId", state, sent_at as "sentAt" from invitation
      where rfq_id = $1 and supplier_id between $2 and $3 order by supplier_id`,
    [rfqId, first, last],
  );
}

/** The suppliers that have answered an RFQ, and how. */
export function findAnswered(
  db: Db,
  rfqId: string,
): Promise<{ readonly supplierId: string; readonly reply: 'QUOTED' | 'DECLINED' }[]> {
  return sql(
    db,
    `select supplier_id as "supplierId", state as reply from invitation
      where rfq_id = $1 and state in ('QUOTED', 'DECLINED') order by supplier_id`,
    [rfqId],
  );
}
