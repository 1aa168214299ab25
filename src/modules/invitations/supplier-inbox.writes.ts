import { sql, type Tx } from '../../platform/db/sql.ts';

/** An invitation as the inbox lists it. */
export interface ListedInvitation {
  readonly supplierId: string;
  readonly state: string;
  readonly sentAt: Date;
}

/** The invitations of a batch that was sent, in supplier order. */
export function findSentBatch(
  tx: Tx,
  { rfqId, wave, batch }: { rfqId: string; wave: number; batch: number },
): Promise<ListedInvitation[]> {
  return sql<ListedInvitation>(
    tx,
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
  tx: Tx,
  rfqId: string,
  { first, last }: SupplierRange,
): Promise<ListedInvitation[]> {
  return sql<ListedInvitation>(
    tx,
    `select supplier_id as "supplierId", state, sent_at as "sentAt" from invitation
      where rfq_id = $1 and supplier_id between $2 and $3 order by supplier_id`,
    [rfqId, first, last],
  );
}

/** Lists invitations that are not listed yet. Those that are were listed by somebody who read them later. */
export async function addToInbox(
  tx: Tx,
  rfqId: string,
  invitations: readonly ListedInvitation[],
): Promise<void> {
  await sql(
    tx,
    `insert into supplier_inbox (supplier_id, rfq_id, sent_at, state, title, buyer_name, currency, deliver_to_country,
                                 closes_at, line_count)
     select i.supplier_id, r.id, i.sent_at, i.state, r.title, b.name, r.currency, r.deliver_to_country, r.closes_at,
            (select count(*) from rfq_line l where l.rfq_id = r.id)
       from unnest($2::uuid[], $3::timestamptz[], $4::text[]) as i (supplier_id, sent_at, state)
       cross join rfq r join buyer b on b.id = r.buyer_id
      where r.id = $1
      order by i.supplier_id
     on conflict do nothing`,
    [
      rfqId,
      invitations.map((invitation) => invitation.supplierId),
      invitations.map((invitation) => invitation.sentAt),
      invitations.map((invitation) => invitation.state),
    ],
  );
}

/**
 * Brings the listed states of a range of suppliers up to date. The rows are locked before the states are read:
 * of two that do this at once the later one reads the newer state, whichever fact it works on.
 */
export async function refreshInbox(tx: Tx, rfqId: string, range: SupplierRange): Promise<void> {
  const invitations = await findInvitationsInRange(tx, rfqId, range);
  await addToInbox(tx, rfqId, invitations);
  const supplierIds = invitations.map((invitation) => invitation.supplierId);
  await sql(
    tx,
    `select 1 from supplier_inbox where rfq_id = $1 and supplier_id = any($2::uuid[]) order by supplier_id for update`,
    [rfqId, supplierIds],
  );
  const current = await findInvitationsInRange(tx, rfqId, range);
  await sql(
    tx,
    `update supplier_inbox x set state = i.state from unnest($2::uuid[], $3::text[]) as i (supplier_id, state)
      where x.rfq_id = $1 and x.supplier_id = i.supplier_id and x.state <> i.state`,
    [
      rfqId,
      current.map((invitation) => invitation.supplierId),
      current.map((invitation) => invitation.state),
    ],
  );
}
