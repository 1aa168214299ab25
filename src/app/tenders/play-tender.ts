import { createHash } from 'node:crypto';
import { type ApiClient, until } from '../demo/api-client.ts';
import {
  CLOSE_RFQ,
  COMPARISON,
  type ComparisonAnswer,
  type ComparisonEntry,
  POST_RFQ,
  type PostedRfq,
  SUBMIT_QUOTE,
} from '../demo/operations.ts';
import type { Tender, TenderBids } from './tender-format.ts';
import { quoteInputOf, rfqInputOf, type TenderDefaults } from './tender-input.ts';

/** Who plays: clients of the API for each part. */
export interface Cast {
  readonly buyer: ApiClient;
  readonly operator: ApiClient;
  supplier(globalId: string): Promise<ApiClient>;
}

export interface PlayedTender {
  readonly rfq: PostedRfq['rfq'];
  readonly ratesAsOf: string;
  /** In rank order, unranked ones last. */
  readonly entries: readonly ComparisonEntry[];
  /** The bidder's name behind each supplier. */
  readonly bidderOf: ReadonlyMap<string, string>;
}

const REGISTER =
  'mutation ($input: RegisterSupplierInput!) { registerSupplier(input: $input) { userErrors { code path message } supplier { id } } }';

const INVITED = `query ($id: ID!, $after: String) {
  rfq(id: $id) { invitations(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { id supplier { id } } } }
}`;

interface InvitedAnswer {
  readonly rfq: {
    readonly invitations: {
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
      readonly nodes: readonly { readonly id: string; readonly supplier: { readonly id: string } }[];
    };
  };
}

/**
 * Plays a published tender and its bids through the API: registers the bidders, posts the request to them,
 * lets each submit its bid as a quote, closes and compares. `settle` has the posted request's effects happen;
 * without it they are waited for.
 */
export async function playTender(
  cast: Cast,
  tender: Tender,
  bids: TenderBids,
  defaults: TenderDefaults,
  settle?: () => Promise<void>,
): Promise<PlayedTender> {
  const priced = bids.bids.filter((bid) => bid.unit_prices.some((price) => price !== null));
  const idOf = new Map<string, string>();
  for (const bid of priced)
    idOf.set(
      bid.bidder,
      await register(cast.operator, bid.bidder, bid.supplier_id ?? bid.bidder, defaults.country),
    );

  const { rfq } = await cast.buyer.mutate<PostedRfq>(
    POST_RFQ,
    rfqInputOf(tender, defaults, [...idOf.values()]),
  );
  await settle?.();
  const invitationOf = await until('invitations', async () => {
    const found = await invitations(cast.buyer, rfq.id);
    return [...idOf.values()].every((id) => found.has(id)) ? found : null;
  });
  const lineIds = rfq.lines.map((line) => line.id);
  for (const bid of priced) {
    const supplierId = idOf.get(bid.bidder) ?? '';
    const supplier = await cast.supplier(supplierId);
    await supplier.mutate(
      SUBMIT_QUOTE,
      quoteInputOf(bid, bids, invitationOf.get(supplierId) ?? '', defaults.country, lineIds),
    );
  }
  await cast.buyer.mutate(CLOSE_RFQ, { rfqId: rfq.id });
  await settle?.();
  const { entries, ratesAsOf } = await ranking(cast.buyer, rfq.id);
  return { rfq, ratesAsOf, entries, bidderOf: new Map([...idOf].map(([bidder, id]) => [id, bidder])) };
}

/** A bidder that is published under another name elsewhere is another supplier here. */
async function register(operator: ApiClient, name: string, ref: string, country: string): Promise<string> {
  const { supplier } = await operator.mutate<{ supplier: { id: string } }>(REGISTER, {
    name,
    country,
    idempotencyKey: `bidder-${createHash('sha256')
      .update(JSON.stringify([ref, name, country]))
      .digest('hex')}`,
  });
  return supplier.id;
}

async function invitations(buyer: ApiClient, rfqId: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (let after: string | null = null; ;) {
    const page: InvitedAnswer = await buyer.query<InvitedAnswer>(INVITED, { id: rfqId, after });
    for (const node of page.rfq.invitations.nodes) found.set(node.supplier.id, node.id);
    after = page.rfq.invitations.pageInfo.endCursor;
    if (!page.rfq.invitations.pageInfo.hasNextPage) return found;
  }
}

async function ranking(
  buyer: ApiClient,
  rfqId: string,
): Promise<{ entries: ComparisonEntry[]; ratesAsOf: string }> {
  const entries: ComparisonEntry[] = [];
  for (let after: string | null = null; ;) {
    const { rfq }: ComparisonAnswer = await buyer.query<ComparisonAnswer>(COMPARISON, { id: rfqId, after });
    if (!rfq.comparison) throw new Error('the request has no comparison');
    entries.push(...rfq.comparison.entries.nodes);
    after = rfq.comparison.entries.pageInfo.endCursor;
    if (!rfq.comparison.entries.pageInfo.hasNextPage) return { entries, ratesAsOf: rfq.comparison.ratesAsOf };
  }
}
