import type { Issuer } from '../../modules/identity/index.ts';
import { DEMO_BUYER_ID } from '../../modules/identity/index.ts';
import { decodeNodeId } from '../../platform/kernel/ids.ts';
import { ApiClient, httpTransport, until } from './api-client.ts';
import {
  AWARD_RFQ,
  CLOSE_RFQ,
  COMPARISON,
  type ComparisonAnswer,
  CONFIRM_AWARD,
  MATCHING,
  type MatchingAnswer,
  POST_RFQ,
  type PostedRfq,
  SUBMIT_QUOTE,
} from './operations.ts';
import { sayMatching, sayRanking } from './print.ts';
import { ANSWERS, quoteOf, REQUEST } from './script.ts';

export interface DemoParts {
  readonly url: string;
  readonly issuer: Issuer;
  readonly say: (text: string) => void;
}

const DAY_MS = 86_400_000;
const PAGE = 100;

/** Plays the whole job through the API: request, matching, invitations, quotes, comparison, award, confirmation. */
export async function playDemo({ url, issuer, say }: DemoParts): Promise<void> {
  const client = async (role: 'BUYER' | 'SUPPLIER', org: string) =>
    new ApiClient(httpTransport(url, (await issuer.issue({ role, org, user: 'demo' })).token));
  const supplierClient = (globalId: string) => client('SUPPLIER', decodeNodeId(globalId)?.key[0] ?? '');
  const buyer = await client('BUYER', DEMO_BUYER_ID);

  const postedAt = performance.now();
  const closesAt = new Date(Date.now() + 7 * DAY_MS).toISOString();
  const { rfq } = await buyer.mutate<PostedRfq>(POST_RFQ, { ...REQUEST, closesAt });
  say(
    `\n1. Posted ${rfq.number}: ${REQUEST.title} (${rfq.lines.length} lines, quotes until ${closesAt.slice(0, 10)})`,
  );

  const answer = await invitedOf(buyer, rfq.id);
  sayMatching(say, answer, performance.now() - postedAt);

  const invited = answer.invitations.nodes.slice(0, ANSWERS.length);
  for (const [index, invitation] of invited.entries()) {
    const supplier = await supplierClient(invitation.supplier.id);
    await supplier.mutate(SUBMIT_QUOTE, quoteOf(ANSWERS[index] ?? ANSWERS[0], invitation.id, rfq.lines));
  }
  const currencies = [...new Set(ANSWERS.map((quote) => quote.currency))].join(', ');
  say(`\n3. ${invited.length} suppliers have quoted in ${currencies}.`);

  await buyer.mutate(CLOSE_RFQ, { rfqId: rfq.id });
  const { rfq: compared } = await buyer.query<ComparisonAnswer>(COMPARISON, { id: rfq.id });
  const entries = compared.comparison?.entries.nodes ?? [];
  sayRanking(say, entries, compared.comparison?.ratesAsOf ?? '');

  const winner = entries[0];
  if (!winner) throw new Error('nobody quoted');
  const { supplier } = winner.quote;
  const award = await awardTo(buyer, await supplierClient(supplier.id), rfq.id, winner.quote.id);
  const { rfq: final } = await buyer.query<ComparisonAnswer>(COMPARISON, { id: rfq.id });
  say(
    `\n5. Awarded to ${supplier.name}, ${award.amount} ${award.currency} by its own price; confirmed. The request is ${final.state}.\n`,
  );
}

/** The request once its first invitations can be read. */
function invitedOf(buyer: ApiClient, id: string): Promise<MatchingAnswer['rfq']> {
  return until('invitations', async () => {
    const { rfq } = await buyer.query<MatchingAnswer>(MATCHING, { id });
    const expected = Math.min(PAGE, rfq.matching?.selected ?? PAGE);
    return rfq.matching && rfq.invitations.nodes.length >= expected ? rfq : null;
  });
}

/** Awards everything to one quote and has its supplier confirm. Returns what the award is worth. */
async function awardTo(buyer: ApiClient, supplier: ApiClient, rfqId: string, quoteId: string) {
  const { awards } = await buyer.mutate<{
    awards: readonly {
      readonly id: string;
      readonly total: { readonly amount: string; readonly currency: string };
    }[];
  }>(AWARD_RFQ, { rfqId, quoteId });
  const [award] = awards;
  if (!award) throw new Error('nothing was awarded');
  await supplier.mutate(CONFIRM_AWARD, { awardId: award.id });
  return award.total;
}
