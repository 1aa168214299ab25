import DataLoader from 'dataloader';
import { type Db, sql } from '../../platform/db/sql.ts';
import { defineLoader } from '../../platform/graphql/context.ts';
import type { FunnelStep } from './engine/selection.ts';

export interface MatchReportRecord {
  readonly rfqId: string;
  readonly candidates: number;
  readonly selected: number;
  readonly funnel: readonly FunnelStep[];
  readonly matchedAt: Date;
}

/** Match reports of RFQs that the caller was let through to; none where matching has not run. */
export function findMatchReports(db: Db, rfqIds: readonly string[]): Promise<MatchReportRecord[]> {
  return sql<MatchReportRecord>(
    db,
    `select rfq_id as "rfqId", candidates, selected, funnel, matched_at as "matchedAt"
       from match_report where rfq_id = any($1::uuid[])`,
    [rfqIds],
  );
}

/** The report of an RFQ that the caller was let through to; `null` before matching. */
export const matchReportLoader = defineLoader(
  (context) =>
    new DataLoader<string, MatchReportRecord | null>(async (rfqIds) => {
      const rows = new Map((await findMatchReports(context.db, rfqIds)).map((row) => [row.rfqId, row]));
      return rfqIds.map((id) => rows.get(id) ?? null);
    }),
);
