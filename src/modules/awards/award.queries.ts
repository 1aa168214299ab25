import DataLoader from 'dataloader';
import type { Actor } from '../../platform/kernel/actor.ts';
import { type Db, sql } from '../../platform/db/sql.ts';
import { defineLoader, type GraphContext } from '../../platform/graphql/context.ts';
import { readableBy } from '../rfqs/index.ts';
import type { AwardState } from './award.rules.ts';

export interface AwardLineRecord {
  readonly lineNo: number;
  readonly quotePosition: number;
  /** In the asked line's unit. */
  readonly quantity: string;
  /** In the award's currency, unrounded. */
  readonly cost: string;
}

export interface AwardRecord {
  readonly rfqId: string;
  readonly id: string;
  readonly round: number;
  readonly quoteId: string;
  readonly quoteVersion: number;
  readonly supplierId: string;
  readonly state: AwardState;
  readonly total: string;
  readonly currency: string;
  readonly confirmBy: Date;
  readonly confirmedAt: Date | null;
  readonly lapsedAt: Date | null;
  readonly replacedInRound: number | null;
  readonly createdAt: Date;
  /** By line number. */
  readonly lines: readonly AwardLineRecord[];
}

const AWARD_COLUMNS = `a.rfq_id as "rfqId", a.id, a.round, a.quote_id as "quoteId", a.quote_version as "quoteVersion",
  a.supplier_id as "supplierId", a.state, trim_scale(a.total)::text as total, a.currency, a.confirm_by as "confirmBy",
  a.confirmed_at as "confirmedAt", a.lapsed_at as "lapsedAt", a.replaced_in_round as "replacedInRound",
  a.created_at as "createdAt",
  (select jsonb_agg(jsonb_build_object('lineNo', l.line_no, 'quotePosition', l.quote_position,
            'quantity', trim_scale(l.quantity)::text, 'cost', trim_scale(l.cost)::text) order by l.line_no)
     from award_line l where l.rfq_id = a.rfq_id and l.award_id = a.id) as lines`;

/** The SQL condition on `award a join rfq r` under which an actor may read an award: a supplier its own, the buyer's side those of its RFQs. */
const awardsReadableBy = (actor: Actor, parameters: unknown[]): string =>
  actor.role === 'SUPPLIER'
    ? `a.supplier_id = $${parameters.push(actor.supplierId)}`
    : readableBy(actor, parameters);

/** All awards of an RFQ in every round, oldest first: what decisions look at, under the RFQ's lock. */
export function findAwardsOfRfq(db: Db, rfqId: string): Promise<AwardRecord[]> {
  return sql<AwardRecord>(
    db,
    `select ${AWARD_COLUMNS} from award a where a.rfq_id = $1 order by a.round, a.id`,
    [rfqId],
  );
}

/** RFQs that have awards whose time to be confirmed is over, the longest overdue first. */
export async function findRfqsWithDueAwards(db: Db, limit: number): Promise<string[]> {
  const rows = await sql<{ rfqId: string }>(
    db,
    `select rfq_id as "rfqId" from award where state = 'PENDING' and confirm_by <= now() order by confirm_by limit $1`,
    [limit],
  );
  return [...new Set(rows.map((row) => row.rfqId))];
}

/** Awards that the actor may read, by pairs of RFQ and (`by`) award or supplier, oldest first. */
function findByPairs(
  db: Db,
  actor: Actor,
  by: 'a.id' | 'a.supplier_id',
  keys: readonly string[],
): Promise<AwardRecord[]> {
  const pairs = keys.map((key) => key.split(':'));
  const parameters: unknown[] = [pairs.map((pair) => pair[0]), pairs.map((pair) => pair[1])];
  return sql<AwardRecord>(
    db,
    `select ${AWARD_COLUMNS} from award a join rfq r on r.id = a.rfq_id
      where a.rfq_id = any($1::uuid[]) and (a.rfq_id, ${by}) in (select * from unnest($1::uuid[], $2::uuid[]))
        and ${awardsReadableBy(actor, parameters)}
      order by a.round, a.id`,
    parameters,
  );
}

const awardsByPair = (context: GraphContext, by: 'a.id' | 'a.supplier_id', other: 'id' | 'supplierId') =>
  new DataLoader<string, AwardRecord | null>(async (keys) => {
    const rows = context.actor ? await findByPairs(context.db, context.actor, by, keys) : [];
    // Later rounds overwrite earlier ones.
    const byKey = new Map(rows.map((row) => [`${row.rfqId}:${row[other]}`, row]));
    return keys.map((key) => byKey.get(key) ?? null);
  });

/** Awards by `${rfqId}:${awardId}` as the caller may read them: `null` for foreign and absent ones. */
export const awardLoader = defineLoader((context) => awardsByPair(context, 'a.id', 'id'));

/** A supplier's latest award on an RFQ, by `${rfqId}:${supplierId}`, as the caller may read it. */
export const awardByInvitationLoader = defineLoader((context) =>
  awardsByPair(context, 'a.supplier_id', 'supplierId'),
);

/** All awards of an RFQ that the caller may read, oldest first. */
export const awardsLoader = defineLoader(
  (context) =>
    new DataLoader<string, AwardRecord[]>(async (rfqIds) => {
      if (!context.actor) return rfqIds.map(() => []);
      const parameters: unknown[] = [rfqIds];
      const rows = await sql<AwardRecord>(
        context.db,
        `select ${AWARD_COLUMNS} from award a join rfq r on r.id = a.rfq_id
          where a.rfq_id = any($1::uuid[]) and ${awardsReadableBy(context.actor, parameters)}
          order by a.round, a.id`,
        parameters,
      );
      const byRfq = new Map<string, AwardRecord[]>(rfqIds.map((id) => [id, []]));
      for (const row of rows) byRfq.get(row.rfqId)?.push(row);
      return rfqIds.map((id) => byRfq.get(id) ?? []);
    }),
);
