import { encodeNodeId, keyOf, newId } from '../../../src/platform/kernel/ids.ts';
import { refreshMatchRows } from '../../../src/modules/suppliers/index.ts';
import { inTransaction } from '../../../src/platform/db/in-transaction.ts';
import { sql } from '../../../src/platform/db/sql.ts';
import type { Answer, Client } from '../client.ts';
import { POST_RFQ, rfqInput } from '../rfq-input.ts';
import type { World } from '../world.ts';

/** A supplier's part in an RFQ. */
export interface Bidder {
  readonly client: Client;
  readonly supplierId: string;
  readonly invitationId: string;
  /** Global id; empty until it has quoted. */
  readonly quoteId: string;
}

export interface QuotedRfq {
  /** The plain id, for SQL. */
  readonly key: string;
  readonly id: string;
  readonly lineIds: readonly string[];
  readonly bidders: readonly Bidder[];
}

const SUBMIT = `mutation ($input: SubmitQuoteInput!) {
  submitQuote(input: $input) { userErrors { code path message } quote { id } }
}`;

const CLOSE = `mutation ($input: CloseRfqInput!) { closeRfq(input: $input) { userErrors { code message } rfq { state } } }`;

/** What a mutation answered. Throws where it did not go through: for the steps that lead up to what a test is about. */
export function done(answer: Answer, mutation: string): Answer['data'] {
  const result = answer.data?.[mutation];
  if (!result || result.userErrors.length > 0)
    throw new Error(`${mutation} did not go through: ${JSON.stringify(answer)}`);
  return result;
}

/** Posts an RFQ and has so many suppliers of its own invited to it. */
export async function invitedRfq(world: World, rfq: object, count: number): Promise<QuotedRfq> {
  const suppliers = Array.from({ length: count }, () => newId());
  await inTransaction(world.db, async (tx) => {
    await sql(
      tx,
      `insert into supplier (id, name, country) select id, 'Bidder ' || id, 'US' from unnest($1::uuid[]) id`,
      [suppliers],
    );
    await refreshMatchRows(tx, suppliers);
  });
  const reach = {
    invite: suppliers.map((id) => encodeNodeId('Supplier', id)),
    maxInvitations: Math.max(count, 1),
  };
  const posted = done(await world.buyer.gql(POST_RFQ, { input: rfqInput({ reach, ...rfq }) }), 'postRfq');
  await world.settle();
  const key = keyOf('Rfq', posted.rfq.id, 1)?.[0] ?? '';
  const bidders = await Promise.all(
    suppliers.map(async (supplierId) => ({
      client: await world.supplier(supplierId),
      supplierId,
      invitationId: encodeNodeId('Invitation', key, supplierId),
      quoteId: '',
    })),
  );
  return {
    key,
    id: posted.rfq.id,
    lineIds: posted.rfq.lines.map((line: { id: string }) => line.id),
    bidders,
  };
}

/** A valid `SubmitQuoteInput` without its invitation; `lines` are unit prices of the RFQ's lines, or whole lines. */
export function quoteInput(
  rfq: QuotedRfq,
  lines: readonly (string | object)[],
  changes: object = {},
): object {
  return {
    currency: 'EUR',
    incoterm: 'DDP',
    validUntil: new Date(Date.now() + 60 * 86_400_000).toISOString(),
    leadTimeDays: 14,
    lines: lines.map((line, index) => ({
      lineId: rfq.lineIds[index],
      ...(typeof line === 'string' ? { unitPrice: line } : line),
    })),
    ...changes,
  };
}

/** Submits a bidder's quote. */
export async function submitQuote(bidder: Bidder, input: object): Promise<Bidder> {
  const answer = await bidder.client.gql(SUBMIT, { input: { invitationId: bidder.invitationId, ...input } });
  const { quote } = done(answer, 'submitQuote');
  return { ...bidder, quoteId: quote.id };
}

/** Posts an RFQ on which each of the given quotes is submitted by a supplier of its own. */
export async function quotedRfq(
  world: World,
  rfq: object,
  quotes: readonly ((rfq: QuotedRfq) => object)[],
): Promise<QuotedRfq> {
  const invited = await invitedRfq(world, rfq, quotes.length);
  const bidders: Bidder[] = [];
  for (const [index, bidder] of invited.bidders.entries())
    bidders.push(await submitQuote(bidder, quotes[index]?.(invited) ?? {}));
  return { ...invited, bidders };
}

/** Closes an RFQ whose quotes are open. */
export async function closeRfq(world: World, rfq: QuotedRfq): Promise<void> {
  done(await world.buyer.gql(CLOSE, { input: { rfqId: rfq.id } }), 'closeRfq');
}
