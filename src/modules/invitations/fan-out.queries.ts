import DataLoader from 'dataloader';
import { type Db, sql } from '../../platform/db/sql.ts';
import { defineLoader } from '../../platform/graphql/context.ts';

export interface WaveRecord {
  readonly rfqId: string;
  readonly wave: number;
  readonly invited: number;
  readonly done: boolean;
}

/** How far each wave has gone out, for RFQs that the caller was let through to; in wave order. */
export function findWaves(db: Db, rfqIds: readonly string[]): Promise<WaveRecord[]> {
  return sql<WaveRecord>(
    db,
    `select rfq_id as "rfqId", wave, sum(invited)::int as invited, bool_or(done) as done
       from fan_out where rfq_id = any($1::uuid[]) group by rfq_id, wave order by rfq_id, wave`,
    [rfqIds],
  );
}

/** The waves of an RFQ that the caller was let through to. */
export const wavesLoader = defineLoader(
  (context) =>
    new DataLoader<string, WaveRecord[]>(async (rfqIds) => {
      const byRfq = new Map<string, WaveRecord[]>(rfqIds.map((id) => [id, []]));
      for (const wave of await findWaves(context.db, rfqIds)) byRfq.get(wave.rfqId)?.push(wave);
      return rfqIds.map((id) => byRfq.get(id) ?? []);
    }),
);

/** A batch that has gone out. */
export interface SentBatch {
  readonly invited: number;
  /** Where the wave ends with the batch: how many it has invited in all, and how long after the RFQ's publication. */
  readonly wave: { readonly invited: number; readonly secondsSincePublished: number } | null;
}

/** What the facts `invitations.sent`, named by their places in their RFQs' histories, were about. */
export async function findSentBatches(
  db: Db,
  facts: readonly { readonly rfqId: string; readonly seq: string }[],
): Promise<SentBatch[]> {
  const rows = await sql<{ invited: number; done: boolean; waveInvited: number; seconds: number }>(
    db,
    `select f.invited, f.done, extract(epoch from f.created_at - r.published_at)::float8 as seconds,
            (select sum(w.invited)::int from fan_out w where w.rfq_id = f.rfq_id and w.wave = f.wave) as "waveInvited"
       from outbox o
       join fan_out f on f.rfq_id = o.rfq_id and f.wave = (o.payload->>'wave')::int and f.batch = (o.payload->>'batch')::int
       join rfq r on r.id = o.rfq_id
      where (o.rfq_id, o.seq) in (select * from unnest($1::uuid[], $2::bigint[]))`,
    [facts.map((fact) => fact.rfqId), facts.map((fact) => fact.seq)],
  );
  return rows.map(({ invited, done, waveInvited, seconds }) => ({
    invited,
    wave: done ? { invited: waveInvited, secondsSincePublished: seconds } : null,
  }));
}
