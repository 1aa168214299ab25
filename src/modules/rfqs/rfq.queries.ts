import DataLoader from 'dataloader';
import type { Actor } from '../../platform/kernel/actor.ts';
import { type Db, sql } from '../../platform/db/sql.ts';
import { defineLoader, type GraphContext } from '../../platform/graphql/context.ts';
import { BidVisibility, type ComparisonPolicy, isOpened, type Reach, RfqState } from './rfq.rules.ts';

export interface RfqRecord {
  readonly id: string;
  readonly partnerId: string;
  readonly buyerId: string;
  readonly version: number;
  readonly state: RfqState;
  readonly title: string;
  readonly description: string | null;
  readonly currency: string;
  readonly deliverToCountry: string;
  readonly deliverToPlace: string | null;
  readonly closesAt: Date;
  readonly bidVisibility: BidVisibility;
  readonly requiredCertifications: readonly string[];
  readonly allowPartialQuotes: boolean;
  readonly reach: Reach;
  readonly comparison: ComparisonPolicy;
  readonly createdAt: Date;
  readonly publishedAt: Date | null;
  readonly closedAt: Date | null;
  readonly cancelReason: string | null;
}

export interface RfqLineRecord {
  readonly rfqId: string;
  readonly lineNo: number;
  readonly scheme: string | null;
  readonly code: string | null;
  readonly description: string;
  readonly quantity: string;
  readonly unit: string;
  readonly unitText: string | null;
  readonly targetAmount: string | null;
  readonly targetCurrency: string | null;
  readonly unitWeightValue: string | null;
  readonly unitWeightUnit: string | null;
  readonly unitVolumeValue: string | null;
  readonly unitVolumeUnit: string | null;
  readonly hsCode: string | null;
  readonly attributes: readonly { name: string; value: string }[];
}

const RFQ_COLUMNS = `r.id, r.partner_id as "partnerId", r.buyer_id as "buyerId", r.version, r.state, r.title, r.description,
  r.currency, r.deliver_to_country as "deliverToCountry", r.deliver_to_place as "deliverToPlace", r.closes_at as "closesAt",
  r.bid_visibility as "bidVisibility", r.required_certifications as "requiredCertifications",
  r.allow_partial_quotes as "allowPartialQuotes", r.reach, r.comparison, r.created_at as "createdAt",
  r.published_at as "publishedAt", r.closed_at as "closedAt", r.cancel_reason as "cancelReason"`;

/** The SQL condition on `rfq r` under which an actor may read it; suppliers come through their invitations instead. */
export function readableBy(actor: Actor, parameters: unknown[]): string {
  switch (actor.role) {
    case 'BUYER':
      return `r.buyer_id = $${parameters.push(actor.buyerId)}`;
    case 'PARTNER':
    case 'AGENT':
      return `r.partner_id = $${parameters.push(actor.partnerId)}`;
    case 'OPERATOR':
      return 'true';
    case 'SUPPLIER':
      return 'false';
  }
}

/** `isOpened` as a condition on `rfq r`, spelt out by asking it about every case: the two cannot disagree. */
export const OPENED = `(r.bid_visibility, r.state) in (${Object.values(BidVisibility)
  .flatMap((bidVisibility) =>
    Object.values(RfqState)
      .filter((state) => isOpened({ bidVisibility, state }))
      .map((state) => `('${bidVisibility}', '${state}')`),
  )
  .join(', ')})`;

/** RFQs by id that the actor may read, in no order. `engine` reads all: for jobs, and for what an invitation shows. */
export function findRfqs(db: Db, actor: Actor | 'engine', ids: readonly string[]): Promise<RfqRecord[]> {
  const parameters: unknown[] = [ids];
  const readable = actor === 'engine' ? 'true' : readableBy(actor, parameters);
  return sql<RfqRecord>(
    db,
    `select ${RFQ_COLUMNS} from rfq r where r.id = any($1::uuid[]) and ${readable}`,
    parameters,
  );
}

/** All lines of the RFQs, ordered within each. */
export function findRfqLines(db: Db, rfqIds: readonly string[]): Promise<RfqLineRecord[]> {
  return sql<RfqLineRecord>(
    db,
    `select rfq_id as "rfqId", line_no as "lineNo", scheme, code, description, trim_scale(quantity)::text as quantity, unit,
            unit_text as "unitText", trim_scale(target_amount)::text as "targetAmount", target_currency as "targetCurrency",
            trim_scale(unit_weight_value)::text as "unitWeightValue", unit_weight_unit as "unitWeightUnit",
            trim_scale(unit_volume_value)::text as "unitVolumeValue", unit_volume_unit as "unitVolumeUnit",
            hs_code as "hsCode", attributes
       from rfq_line where rfq_id = any($1::uuid[]) order by rfq_id, line_no`,
    [rfqIds],
  );
}

/** RFQs whose deadline has passed by database time but that are open still. */
export async function findDueRfqs(db: Db, limit: number): Promise<string[]> {
  const rows = await sql<{ id: string }>(
    db,
    `select id from rfq where state = 'OPEN' and closes_at <= clock_timestamp() order by closes_at limit $1`,
    [limit],
  );
  return rows.map((row) => row.id);
}

/** Those of the given RFQs that are still running: neither decided nor called off. Ids of anything else are left out. */
export async function findRunningRfqs(db: Db, ids: readonly string[]): Promise<string[]> {
  const rows = await sql<{ id: string }>(
    db,
    `select id from rfq where id = any($1::uuid[]) and state in ('DRAFT', 'OPEN', 'CLOSED')`,
    [ids],
  );
  return rows.map((row) => row.id);
}

const rfqsById = (context: GraphContext, actor: Actor | 'engine') =>
  new DataLoader<string, RfqRecord | null>(async (ids) => {
    const rows = new Map((await findRfqs(context.db, actor, ids)).map((row) => [row.id, row]));
    return ids.map((id) => rows.get(id) ?? null);
  });

/** RFQs as the caller may read them: `null` for foreign and absent ones. */
export const rfqLoader = defineLoader((context) =>
  context.actor
    ? rfqsById(context, context.actor)
    : new DataLoader<string, RfqRecord | null>(async (ids) => ids.map(() => null)),
);

/** RFQs without regard to the caller. Only for what hangs off an object that the caller was let through to, such as an invitation. */
export const rfqBehindLoader = defineLoader((context) => rfqsById(context, 'engine'));

/** The lines of an RFQ that the caller was let through to. */
export const rfqLinesLoader = defineLoader(
  (context) =>
    new DataLoader<string, RfqLineRecord[]>(async (rfqIds) => {
      const byRfq = new Map<string, RfqLineRecord[]>(rfqIds.map((id) => [id, []]));
      for (const line of await findRfqLines(context.db, rfqIds)) byRfq.get(line.rfqId)?.push(line);
      return rfqIds.map((id) => byRfq.get(id) ?? []);
    }),
);
