import DataLoader from 'dataloader';
import type { Actor } from '../../platform/kernel/actor.ts';
import { type Db, sql, sqlOne } from '../../platform/db/sql.ts';
import { defineLoader, requireActor } from '../../platform/graphql/context.ts';
import { MAX_COUNT } from '../../platform/graphql/relay.ts';
import type { RfqCounts } from './rfq-list.type.ts';
import { readableBy } from './rfq.queries.ts';

/** What is counted: each is a range of an index of `buyer_rfq`, or a part of the open ones. */
const CONDITIONS: Readonly<Record<keyof RfqCounts, string>> = {
  drafts: `r.state = 'DRAFT'`,
  open: `r.state = 'OPEN'`,
  closingSoon: `r.state = 'OPEN' and r.closes_at <= now() + interval '24 hours'`,
  openWithNewQuotes: `r.state = 'OPEN' and r.last_quoted_at > now() - interval '24 hours'`,
  awaitingAward: `r.state = 'CLOSED'`,
  awarded: `r.state in ('AWARDED', 'PARTIALLY_AWARDED')`,
  unsuccessful: `r.state = 'UNSUCCESSFUL'`,
  cancelled: `r.state = 'CANCELLED'`,
};

/** As after `select`: all counts of the requests `r` within a scope, none of them counted further than counts go. */
const countsWithin = (scope: string): string =>
  Object.entries(CONDITIONS)
    .map(
      ([name, condition]) => `(select count(*)::int from (
        select 1 from buyer_rfq r where ${scope} and ${condition} limit ${MAX_COUNT}) few) as "${name}"`,
    )
    .join(', ');

/** How many of the requests that an actor may see stand where. */
export async function countRfqs(db: Db, actor: Actor): Promise<RfqCounts> {
  const parameters: unknown[] = [];
  const counts = await sqlOne<RfqCounts>(
    db,
    `select ${countsWithin(readableBy(actor, parameters))}`,
    parameters,
  );
  if (!counts) throw new Error('counting gave nothing');
  return counts;
}

/** How many requests of a buyer stand where, as far as the caller may see them. */
export const rfqCountsLoader = defineLoader(
  (context) =>
    new DataLoader<string, RfqCounts>(async (buyerIds) => {
      const parameters: unknown[] = [buyerIds];
      const scope = `r.buyer_id = b.id and ${readableBy(requireActor(context), parameters)}`;
      const rows = await sql<RfqCounts & { buyerId: string }>(
        context.db,
        `select b.id as "buyerId", ${countsWithin(scope)} from unnest($1::uuid[]) as b (id)`,
        parameters,
      );
      const byBuyer = new Map(rows.map((row) => [row.buyerId, row]));
      return buyerIds.map((id) => byBuyer.get(id) ?? new Error('a buyer was not counted'));
    }),
);
