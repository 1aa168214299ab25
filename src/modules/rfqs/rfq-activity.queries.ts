import type { Actor } from '../../platform/kernel/actor.ts';
import { type Db, sql, sqlOne } from '../../platform/db/sql.ts';
import { BEFORE_ALL } from '../../platform/graphql/feed.ts';
import type { RfqActivity } from './rfq-activity.ts';
import { readableBy } from './rfq.queries.ts';
import { BidVisibility } from './rfq.rules.ts';

/** A fact about an RFQ that its reader may be told of. */
export interface ToldFact {
  readonly seq: string;
  readonly id: string;
  readonly name: string;
  readonly payload: unknown;
  readonly at: Date;
}

/**
 * The SQL condition on `outbox o join rfq r` under which a fact may be told. It looks at the RFQ's kind and the
 * fact's name alone, never at the time, so a fact is told either always or never.
 */
function told(activities: readonly RfqActivity[], parameters: unknown[]): string {
  const names = (tellsOfAnswers: boolean) =>
    `$${parameters.push(
      activities
        .filter((activity) => activity.tellsOfAnswers === tellsOfAnswers)
        .map((activity) => activity.fact),
    )}::text[]`;
  return `(o.name = any(${names(false)})
    or (r.bid_visibility = '${BidVisibility.OPEN}' and o.name = any(${names(true)})))`;
}

/** Facts about an RFQ after a number, in order, that the actor may be told of; none of an RFQ that it may not read. */
export function findToldFacts(
  db: Db,
  actor: Actor,
  activities: readonly RfqActivity[],
  { rfqId, after, limit }: { rfqId: string; after: string; limit: number },
): Promise<ToldFact[]> {
  const parameters: unknown[] = [rfqId, after, limit];
  return sql<ToldFact>(
    db,
    `select o.seq, o.id, o.name, o.payload, o.created_at as at
       from outbox o join rfq r on r.id = o.rfq_id
      where o.rfq_id = $1 and o.seq > $2 and ${told(activities, parameters)} and ${readableBy(actor, parameters)}
      order by o.seq limit $3`,
    parameters,
  );
}

/** Where a reader of an RFQ's facts stands. */
export interface Standing {
  /** The number of the fact that was read last, 0 before all; `null` when it is not there any more, or may not be told. */
  readonly after: string | null;
  /** The last number given. */
  readonly head: string;
  /** The latest fact that may be told; `null` when there is none (any more). */
  readonly latestId: string | null;
  readonly now: Date;
}

/** Finds where to go on after a fact (`null`: at the present). `null` for foreign and absent RFQs alike. */
export function findStanding(
  db: Db,
  actor: Actor,
  activities: readonly RfqActivity[],
  { rfqId, factId }: { rfqId: string; factId: string | null },
): Promise<Standing | null> {
  const parameters: unknown[] = [rfqId, factId];
  const condition = told(activities, parameters);
  return sqlOne<Standing>(
    db,
    `select coalesce(s.last_seq, 0) as head, now() as now,
            case when $2::uuid <> '${BEFORE_ALL}'
                 then (select o.seq from outbox o where o.rfq_id = r.id and o.id = $2 and ${condition})
                 when s.last_seq is null or exists (select from outbox o where o.rfq_id = r.id and o.seq = 1)
                 then 0 end as after,
            (select o.id from outbox o where o.rfq_id = r.id and ${condition} order by o.seq desc limit 1) as "latestId"
       from rfq r left join outbox_sequence s on s.rfq_id = r.id
      where r.id = $1 and ${readableBy(actor, parameters)}`,
    parameters,
  );
}

/** The latest fact about each RFQ that the actor may be told of; RFQs without one, or that it may not read, are left out. */
export function findLatestToldFacts(
  db: Db,
  actor: Actor,
  activities: readonly RfqActivity[],
  rfqIds: readonly string[],
): Promise<{ readonly rfqId: string; readonly id: string }[]> {
  const parameters: unknown[] = [rfqIds];
  return sql(
    db,
    `select r.id as "rfqId", latest.id
       from rfq r cross join lateral (
              select o.id from outbox o where o.rfq_id = r.id and ${told(activities, parameters)}
               order by o.seq desc limit 1) latest
      where r.id = any($1::uuid[]) and ${readableBy(actor, parameters)}`,
    parameters,
  );
}
