import { sql, sqlOne, type Tx } from '../../platform/db/sql.ts';

/** The wave that an RFQ is being fanned out in. */
export interface Wave {
  readonly rfqId: string;
  readonly wave: number;
}

/** The part of a wave's shortlist that is invited next: positions above `after`, up to `upTo`. */
export interface Batch extends Wave {
  readonly batch: number;
  readonly after: number;
  readonly upTo: number;
  /** Whether the wave ends with it. */
  readonly last: boolean;
}

/** The batch that follows those already sent, of at most `size` suppliers; `null` when the wave is done. */
export async function nextBatch(tx: Tx, { rfqId, wave }: Wave, size: number): Promise<Batch | null> {
  const row = await sqlOne<{ batch: number; after: number; done: boolean; end: number }>(
    tx,
    `select coalesce(max(batch), 0) + 1 as batch, coalesce(max(last_position), 0) as after,
            coalesce(bool_or(done), false) as done,
            (select coalesce(max(position), 0) from shortlist_entry where rfq_id = $1 and wave = $2) as end
       from fan_out where rfq_id = $1 and wave = $2`,
    [rfqId, wave],
  );
  if (!row || row.done) return null;
  const upTo = Math.min(row.after + size, row.end);
  return { rfqId, wave, batch: row.batch, after: row.after, upTo, last: upTo === row.end };
}

/** Takes a batch for this transaction. Waits for a twin that has taken it; false when that one went through. */
export async function claimBatch(tx: Tx, batch: Batch): Promise<boolean> {
  const row = await sqlOne(
    tx,
    `insert into fan_out (rfq_id, wave, batch, last_position, invited, done) values ($1, $2, $3, $4, 0, $5)
     on conflict do nothing returning batch`,
    [batch.rfqId, batch.wave, batch.batch, batch.upTo, batch.last],
  );
  return row !== null;
}

/** Invites a claimed batch's suppliers, each at most once, and notes how many there were. */
export async function inviteBatch(tx: Tx, batch: Batch, sentAt: Date): Promise<void> {
  await sql(
    tx,
    `with sent as (
       insert into invitation (rfq_id, supplier_id, wave, state, score, reasons, sent_at)
       select rfq_id, supplier_id, wave, 'SENT', score, reasons, $6
         from shortlist_entry
        where rfq_id = $1 and wave = $2 and position > $4 and position <= $5
        order by supplier_id
       on conflict do nothing
       returning supplier_id)
     update fan_out set invited = (select count(*) from sent) where rfq_id = $1 and wave = $2 and batch = $3`,
    [batch.rfqId, batch.wave, batch.batch, batch.after, batch.upTo, sentAt],
  );
}

/** How many suppliers a wave has invited so far. */
export async function invitedIn(tx: Tx, { rfqId, wave }: Wave): Promise<number> {
  const row = await sqlOne<{ invited: number }>(
    tx,
    'select sum(invited)::int as invited from fan_out where rfq_id = $1 and wave = $2',
    [rfqId, wave],
  );
  return row?.invited ?? 0;
}
