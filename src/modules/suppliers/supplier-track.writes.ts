import { sql, type Tx } from '../../platform/db/sql.ts';

// Rows are written in id order, so that two transactions never wait for each other in a circle.

/** Counts one more invitation for each of these suppliers. */
export async function countInvitations(tx: Tx, supplierIds: readonly string[], sentAt: Date): Promise<void> {
  await sql(
    tx,
    `insert into supplier_track as t (supplier_id, invited, last_invited_at)
     select i.supplier_id, 1, $2::timestamptz from unnest($1::uuid[]) as i (supplier_id) order by i.supplier_id
     on conflict (supplier_id) do update
       set invited = t.invited + 1, last_invited_at = greatest(t.last_invited_at, excluded.last_invited_at)`,
    [supplierIds, sentAt],
  );
}

/** How an invitation ended. */
export type Reply = 'QUOTED' | 'DECLINED' | 'UNANSWERED';

/** Counts how one invitation of each of these suppliers has ended. */
export async function countReplies(
  tx: Tx,
  replies: readonly { readonly supplierId: string; readonly reply: Reply }[],
): Promise<void> {
  await sql(
    tx,
    `insert into supplier_track as t (supplier_id, quoted, declined, unanswered)
     select r.supplier_id, (r.reply = 'QUOTED')::int, (r.reply = 'DECLINED')::int, (r.reply = 'UNANSWERED')::int
       from unnest($1::uuid[], $2::text[]) as r (supplier_id, reply) order by r.supplier_id
     on conflict (supplier_id) do update
       set quoted = t.quoted + excluded.quoted, declined = t.declined + excluded.declined,
           unanswered = t.unanswered + excluded.unanswered`,
    [replies.map(({ supplierId }) => supplierId), replies.map(({ reply }) => reply)],
  );
}
