import DataLoader from 'dataloader';
import { type Db, sql } from '../../platform/db/sql.ts';
import { defineLoader } from '../../platform/graphql/context.ts';
import { type RfqLine, rfqLinesLoader, toRfqLine } from '../rfqs/index.ts';
import type { QuoteLine } from './quote-content.ts';

/** Names a revision. */
export interface RevisionKey {
  readonly rfqId: string;
  readonly quoteId: string;
  readonly version: number;
}

/** The lines of each revision, in the order of the quote. Revisions never change, so neither does the answer. */
export async function findQuoteLines(
  db: Db,
  revisions: readonly RevisionKey[],
): Promise<readonly (readonly QuoteLine[])[]> {
  const rows = await sql<QuoteLine & { ordinal: number }>(
    db,
    `select wanted.ordinal::int as ordinal, l.line_no as "lineNo", l.bid_type as "bidType",
            trim_scale(l.unit_price)::text as "unitPrice", trim_scale(l.price_base_quantity)::text as "priceBaseQuantity",
            l.unit, l.tiers, l.tier_kind as "tierKind", trim_scale(l.minimum_order_quantity)::text as "minimumOrderQuantity",
            trim_scale(l.pack_size)::text as "packSize", trim_scale(l.capacity)::text as capacity,
            l.lead_time_days as "leadTimeDays", l.country_of_origin as "countryOfOrigin", l.hs_code as "hsCode",
            l.offered_item as "offeredItem", l.comment
       from unnest($1::uuid[], $2::uuid[], $3::int[]) with ordinality as wanted(rfq_id, quote_id, version, ordinal)
       join quote_line l on l.rfq_id = wanted.rfq_id and l.quote_id = wanted.quote_id and l.version = wanted.version
      where l.rfq_id = any($4::uuid[])
      order by wanted.ordinal, l.position`,
    [
      revisions.map((revision) => revision.rfqId),
      revisions.map((revision) => revision.quoteId),
      revisions.map((revision) => revision.version),
      [...new Set(revisions.map((revision) => revision.rfqId))],
    ],
  );
  const found: QuoteLine[][] = revisions.map(() => []);
  for (const { ordinal, ...line } of rows) found[ordinal - 1]?.push(line);
  return found;
}

/** The lines of a revision that the caller was let through to. */
export const quoteLinesLoader = defineLoader(
  (context) =>
    new DataLoader<RevisionKey, readonly QuoteLine[], string>(
      (revisions) => findQuoteLines(context.db, revisions),
      { cacheKeyFn: ({ rfqId, quoteId, version }) => `${rfqId}:${quoteId}:${version}` },
    ),
);

/** The asked lines of an RFQ that the caller was let through to, by their numbers. */
export const askedLinesLoader = defineLoader(
  (context) =>
    new DataLoader<string, ReadonlyMap<number, RfqLine>>(async (rfqIds) => {
      const lines = await Promise.all(rfqIds.map((rfqId) => rfqLinesLoader(context).load(rfqId)));
      return lines.map((list) => new Map(list.map((line) => [line.lineNo, toRfqLine(line)])));
    }),
);
