import { sql, type Tx } from '../../platform/db/sql.ts';
import {
  findInvitationsInRange,
  type ListedInvitation,
  type SupplierRange,
} from './invitation-range.queries.ts';

/**
 * Lists invitations that are not listed yet, each under the next number of its supplier. Those that are were listed
 * by somebody who read them later. Suppliers are taken in id order, so that two who do this wait in line.
 */
export async function addToInbox(
  tx: Tx,
  rfqId: string,
  invitations: readonly ListedInvitation[],
): Promise<void> {
  const seqs = await nextSeqs(
    tx,
    rfqId,
    invitations.map((invitation) => invitation.supplierId),
  );
  const listed = invitations.filter((invitation) => seqs.has(invitation.supplierId));
  await sql(
    tx,
    `insert into supplier_inbox (supplier_id, rfq_id, sent_at, state, title, buyer_name, currency, deliver_to_country,
                                 closes_at, line_count, seq)
     select i.supplier_id, r.id, i.sent_at, i.state, r.title, b.name, r.currency, r.deliver_to_country, r.closes_at,
            (select count(*) from rfq_line l where l.rfq_id = r.id), i.seq
       from unnest($2::uuid[], $3::timestamptz[], $4::text[], $5::bigint[]) as i (supplier_id, sent_at, state, seq)
       cross join rfq r join buyer b on b.id = r.buyer_id
      where r.id = $1
      order by i.supplier_id
     on conflict do nothing`,
    [
      rfqId,
      listed.map((invitation) => invitation.supplierId),
      listed.map((invitation) => invitation.sentAt),
      listed.map((invitation) => invitation.state),
      listed.map((invitation) => seqs.get(invitation.supplierId)),
    ],
  );
}

/**
 * The next number in the inbox of each supplier that does not list the RFQ yet. Their sequences stay locked until
 * the transaction ends, so numbers become visible in their order: who has read up to one misses none before it.
 */
async function nextSeqs(tx: Tx, rfqId: string, supplierIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await sql<{ supplierId: string; seq: string }>(
    tx,
    `insert into supplier_inbox_sequence as s (supplier_id, last_seq)
     select i.supplier_id, 1 from unnest($2::uuid[]) as i (supplier_id)
      where not exists (select from supplier_inbox x where x.supplier_id = i.supplier_id and x.rfq_id = $1)
      order by i.supplier_id
     on conflict (supplier_id) do update set last_seq = s.last_seq + 1
     returning supplier_id as "supplierId", last_seq as seq`,
    [rfqId, supplierIds],
  );
  return new Map(rows.map((row) => [row.supplierId, row.seq]));
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
