import { keyOf } from '../../platform/kernel/ids.ts';
import { type GraphContext, requireActor } from '../../platform/graphql/context.ts';
import { nestedPage } from '../../platform/graphql/nested-page.ts';
import type { Connection, ConnectionArgs } from '../../platform/graphql/relay.ts';
import { checkQuoteFilter } from './quote-filter.rules.ts';
import type { QuoteFilter, QuoteOrder } from './quote-list.type.ts';
import {
  CURRENT_STATE,
  QUOTE_COLUMNS,
  QUOTE_TABLES,
  type QuoteRecord,
  quotesReadableBy,
} from './quote.queries.ts';
import { type Quote, toQuote } from './quote.type.ts';

const KEY_OF_ORDER = {
  SUBMITTED_AT: { column: 'q.submitted_at', type: 'timestamptz' },
  VALID_UNTIL: { column: 'v.valid_until', type: 'timestamptz' },
  LEAD_TIME: { column: 'v.lead_time_days', type: 'int' },
} as const;

/**
 * A page of an RFQ's quotes as the caller may read them; empty while they are sealed, whatever is asked for. Reads
 * the quotes of that one RFQ. Throws `BAD_USER_INPUT`.
 */
export async function listQuotes(
  context: GraphContext,
  rfqId: string,
  filter: QuoteFilter,
  order: QuoteOrder,
  args: ConnectionArgs,
): Promise<Connection<Quote>> {
  checkQuoteFilter(filter);
  const parameters: unknown[] = [];
  const [, name, direction] = /^(.*)_(ASC|DESC)$/.exec(order) ?? [];
  const { states, suppliers, complete } = filter;
  const conditions = [quotesReadableBy(requireActor(context), parameters)];
  if (states) conditions.push(`${CURRENT_STATE} = any($${parameters.push(states)}::text[])`);
  if (suppliers) {
    const ids = suppliers.flatMap((id) => keyOf('Supplier', id, 1) ?? []);
    conditions.push(`q.supplier_id = any($${parameters.push(ids)}::uuid[])`);
  }
  if (typeof complete === 'boolean') conditions.push(`v.complete = $${parameters.push(complete)}`);
  const list = {
    name: `quotes:${order}`,
    columns: QUOTE_COLUMNS,
    from: QUOTE_TABLES,
    where: conditions.join(' and '),
    parameters,
    parent: 'q.rfq_id',
    keys: [KEY_OF_ORDER[name as keyof typeof KEY_OF_ORDER], { column: 'q.id', type: 'uuid' }],
    descending: direction === 'DESC',
  };
  return nestedPage<QuoteRecord, Quote>(context, list, rfqId, args, toQuote);
}
