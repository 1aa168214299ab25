import DataLoader from 'dataloader';
import { GraphQLError } from 'graphql';
import type { Actor } from '../../platform/kernel/actor.ts';
import { decodeCursor, encodeCursor } from '../../platform/kernel/cursor.ts';
import { isUuid } from '../../platform/kernel/ids.ts';
import { type Db, sql } from '../../platform/db/sql.ts';
import { defineLoader, type GraphContext } from '../../platform/graphql/context.ts';
import {
  type Connection,
  type ConnectionArgs,
  MAX_COUNT,
  pageRequest,
} from '../../platform/graphql/relay.ts';
import { QUOTE_COLUMNS, QUOTE_TABLES, type QuoteRecord, quotesReadableBy } from './quote.queries.ts';

/** A place in an RFQ's list of quotes, which is in order of first submission, so that a revision moves nothing. */
interface Place {
  readonly submittedAt: Date;
  readonly quoteId: string;
}

interface QuotePage {
  readonly size: number;
  readonly backward: boolean;
  readonly after: Place | null;
  readonly before: Place | null;
}

interface PageKey {
  readonly rfqId: string;
  readonly page: QuotePage;
}

type ListedQuote = QuoteRecord & { readonly listedAt: Date };

/**
 * A page of an RFQ's quotes as the caller may read them; empty while they are sealed. However many RFQs a
 * request lists, their pages are one statement, and their counts one more. Throws `BAD_USER_INPUT`.
 */
export function listQuotes(
  context: GraphContext,
  rfqId: string,
  args: ConnectionArgs,
): Promise<Connection<QuoteRecord>> {
  const { size, backward, after, before } = pageRequest(args);
  const page = { size, backward, after: placeOf(after), before: placeOf(before) };
  return quotePageLoader(context).load({ rfqId, page });
}

function placeOf(cursor: string | null): Place | null {
  if (cursor === null) return null;
  const [time = '', quoteId = ''] = decodeCursor(cursor, 2) ?? [];
  const submittedAt = new Date(time);
  if (Number.isNaN(submittedAt.getTime()) || submittedAt.toISOString() !== time || !isUuid(quoteId)) {
    throw new GraphQLError('The cursor does not belong to this list.', {
      extensions: { code: 'BAD_USER_INPUT' },
    });
  }
  return { submittedAt, quoteId };
}

const quotePageLoader = defineLoader(
  (context) =>
    new DataLoader<PageKey, Connection<QuoteRecord>, string>(
      async (keys) => {
        const groups = new Map<string, PageKey[]>();
        for (const key of keys) {
          const group = groups.get(JSON.stringify(key.page));
          if (group) group.push(key);
          else groups.set(JSON.stringify(key.page), [key]);
        }
        const rows = new Map<string, ListedQuote[]>();
        for (const [text, group] of groups) {
          const page = group[0]?.page;
          if (!page || !context.actor) continue;
          const found = await findPages(
            context.db,
            context.actor,
            group.map((key) => key.rfqId),
            page,
          );
          for (const row of found) {
            const own = rows.get(`${row.rfqId} ${text}`);
            if (own) own.push(row);
            else rows.set(`${row.rfqId} ${text}`, [row]);
          }
        }
        return keys.map((key) => connectionOfRows(context, key, rows.get(cacheKeyOf(key)) ?? []));
      },
      { cacheKeyFn: cacheKeyOf },
    ),
);

const cacheKeyOf = ({ rfqId, page }: PageKey): string => `${rfqId} ${JSON.stringify(page)}`;

/** One more row than asked for each RFQ, which tells that the list goes on. */
function findPages(db: Db, actor: Actor, rfqIds: readonly string[], page: QuotePage): Promise<ListedQuote[]> {
  const parameters: unknown[] = [rfqIds];
  const bound = (place: Place | null, operator: '<' | '>') =>
    place
      ? `and (q.submitted_at, q.id) ${operator} ($${parameters.push(place.submittedAt)}::timestamptz, $${parameters.push(place.quoteId)}::uuid)`
      : '';
  const direction = page.backward ? 'desc' : 'asc';
  return sql<ListedQuote>(
    db,
    `select page.* from rfq listed cross join lateral (
       select ${QUOTE_COLUMNS}, q.submitted_at as "listedAt" from ${QUOTE_TABLES}
        where q.rfq_id = listed.id and ${quotesReadableBy(actor, parameters)}
              ${bound(page.after, '>')} ${bound(page.before, '<')}
        order by q.submitted_at ${direction}, q.id ${direction} limit ${page.size + 1}
     ) page
      where listed.id = any($1::uuid[])
      order by page."listedAt" ${direction}, page."quoteId" ${direction}`,
    parameters,
  );
}

function connectionOfRows(
  context: GraphContext,
  { rfqId, page }: PageKey,
  rows: readonly ListedQuote[],
): Connection<QuoteRecord> {
  const more = rows.length > page.size;
  const shown = rows.slice(0, page.size);
  if (page.backward) shown.reverse();
  const edges = shown.map((node) => ({
    cursor: encodeCursor([node.listedAt.toISOString(), node.quoteId]),
    node,
  }));
  return {
    edges,
    nodes: shown,
    pageInfo: {
      hasNextPage: page.backward ? page.before !== null : more,
      hasPreviousPage: page.backward ? more : page.after !== null,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: () => quoteCountLoader(context).load(rfqId),
  };
}

const quoteCountLoader = defineLoader(
  (context) =>
    new DataLoader<string, number>(async (rfqIds) => {
      if (!context.actor) return rfqIds.map(() => 0);
      const parameters: unknown[] = [rfqIds];
      const rows = await sql<{ rfqId: string; count: number }>(
        context.db,
        `select listed.id as "rfqId", counted.count from rfq listed cross join lateral (
           select count(*)::int as count from (
             select 1 from quote q join rfq r on r.id = q.rfq_id
              where q.rfq_id = listed.id and ${quotesReadableBy(context.actor, parameters)} limit ${MAX_COUNT}
           ) readable
         ) counted where listed.id = any($1::uuid[])`,
        parameters,
      );
      const counts = new Map(rows.map((row) => [row.rfqId, row.count]));
      return rfqIds.map((rfqId) => counts.get(rfqId) ?? 0);
    }),
);
