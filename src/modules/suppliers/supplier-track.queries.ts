import DataLoader from 'dataloader';
import { sql } from '../../platform/db/sql.ts';
import { defineLoader } from '../../platform/graphql/context.ts';

export interface TrackRecord {
  readonly supplierId: string;
  /** Invitations that have ended, and how many of them were answered, by a quote or a decline. */
  readonly ended: number;
  readonly answered: number;
}

/** How suppliers have answered so far; `null` for one that was never asked. */
export const trackLoader = defineLoader(
  ({ db }) =>
    new DataLoader<string, TrackRecord | null>(async (ids) => {
      const rows = await sql<TrackRecord>(
        db,
        `select supplier_id as "supplierId", quoted + declined as answered, quoted + declined + unanswered as ended
           from supplier_track where supplier_id = any($1::uuid[])`,
        [ids],
      );
      const bySupplier = new Map(rows.map((row) => [row.supplierId, row]));
      return ids.map((id) => bySupplier.get(id) ?? null);
    }),
);
