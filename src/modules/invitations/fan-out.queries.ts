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
