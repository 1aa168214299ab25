import type { Issuer } from '../../modules/identity/index.ts';
import { DEMO_BUYER_ID } from '../../modules/identity/index.ts';
import { decodeNodeId } from '../../platform/kernel/ids.ts';
import { ApiClient, httpTransport, until } from './api-client.ts';
import {
  AWARD_RFQ,
  CLOSE_RFQ,
  COMPARISON,
  type ComparisonAnswer,
  type ComparisonEntry,
  CONFIRM_AWARD,
  type InvitationNode,
  MATCHING,
  type MatchingAnswer,
  POST_RFQ,
  type PostedRfq,
  SUBMIT_QUOTE,
} from './operations.ts';
import { table } from './table.ts';

export interface DemoParts {
  readonly url: string;
  readonly issuer: Issuer;
  readonly say: (text: string) => void;
}

const DAY_MS = 86_400_000;

/** What is bought: two lines, so that price breaks, packs and freight by weight all show. */
const REQUEST = {
  title: '500 stainless brackets and their fixings',
  description: 'Angle brackets for outdoor cladding, salt spray 480 h, with matching anchor bolts.',
  currency: 'EUR',
  deliverTo: { country: 'DE', place: 'Hamburg' },
  lines: [
    {
      category: { code: '44530000' },
      description: 'Angle bracket, stainless steel 316L, 40 x 40 x 3 mm',
      quantity: { value: '500', unit: 'C62' },
      unitWeight: { value: '0.12', unit: 'KGM' },
      hsCode: '732690',
    },
    {
      category: { code: '44531300' },
      description: 'Anchor bolt M8 x 75, stainless steel A4',
      quantity: { value: '1000', unit: 'C62' },
      unitWeight: { value: '0.04', unit: 'KGM' },
      hsCode: '731815',
    },
  ],
};

/** How four invited suppliers answer: other currencies, delivery terms, price breaks and payment terms each. */
const ANSWERS = [
  {
    currency: 'EUR',
    incoterm: 'DDP',
    incotermPlace: 'Hamburg',
    shipFrom: 'DE',
    leadTimeDays: 12,
    prices: ['5.20', '0.96'],
  },
  {
    currency: 'USD',
    incoterm: 'FOB',
    incotermPlace: 'Shanghai',
    shipFrom: 'CN',
    leadTimeDays: 45,
    prices: ['3.10', '0.52'],
    tiered: true,
  },
  {
    currency: 'GBP',
    incoterm: 'CIP',
    incotermPlace: 'Hamburg',
    shipFrom: 'GB',
    leadTimeDays: 18,
    prices: ['4.05', '0.81'],
    netDays: 60,
  },
  {
    currency: 'PLN',
    incoterm: 'EXW',
    incotermPlace: 'Wrocław',
    shipFrom: 'PL',
    leadTimeDays: 15,
    prices: ['18.90', '3.45'],
    tooling: '450',
  },
] as const;

/** Plays the whole job through the API: request, matching, invitations, quotes, comparison, award, confirmation. */
export async function playDemo({ url, issuer, say }: DemoParts): Promise<void> {
  const buyer = new ApiClient(
    httpTransport(url, (await issuer.issue({ role: 'BUYER', org: DEMO_BUYER_ID, user: 'demo' })).token),
  );
  const supplierClient = async (globalId: string) =>
    new ApiClient(
      httpTransport(
        url,
        (await issuer.issue({ role: 'SUPPLIER', org: decodeNodeId(globalId)?.key[0] ?? '', user: 'demo' }))
          .token,
      ),
    );

  const postedAt = performance.now();
  const closesAt = new Date(Date.now() + 7 * DAY_MS).toISOString();
  const { rfq } = await buyer.mutate<PostedRfq>(POST_RFQ, { ...REQUEST, closesAt });
  say(
    `\n1. Posted ${rfq.number}: ${REQUEST.title} (${rfq.lines.length} lines, quotes until ${closesAt.slice(0, 10)})`,
  );

  const answer = await until('invitations', async () => {
    const { rfq: seen } = await buyer.query<MatchingAnswer>(MATCHING, { id: rfq.id });
    return seen.matching && seen.invitations.nodes.length >= Math.min(100, seen.matching.selected) ? seen : null;
  });
  sayMatching(say, answer, performance.now() - postedAt);

  const invited = answer.invitations.nodes.slice(0, ANSWERS.length);
  for (const [index, invitation] of invited.entries()) {
    const supplier = await supplierClient(invitation.supplier.id);
    await supplier.mutate(SUBMIT_QUOTE, quoteOf(ANSWERS[index] ?? ANSWERS[0], invitation.id, rfq.lines));
  }
  say(
    `\n3. ${invited.length} suppliers have quoted in ${[...new Set(ANSWERS.map((quote) => quote.currency))].join(', ')}.`,
  );

  await buyer.mutate(CLOSE_RFQ, { rfqId: rfq.id });
  const { rfq: compared } = await buyer.query<ComparisonAnswer>(COMPARISON, { id: rfq.id });
  const entries = compared.comparison?.entries.nodes ?? [];
  sayRanking(say, entries, compared.comparison?.ratesAsOf ?? '');

  const winner = entries[0];
  if (!winner) throw new Error('nobody quoted');
  const { awards } = await buyer.mutate<{
    awards: { id: string; total: { amount: string; currency: string } }[];
  }>(AWARD_RFQ, {
    rfqId: rfq.id,
    quoteId: winner.quote.id,
  });
  const [award] = awards;
  await (await supplierClient(winner.quote.supplier.id)).mutate(CONFIRM_AWARD, { awardId: award?.id });
  const { rfq: final } = await buyer.query<ComparisonAnswer>(COMPARISON, { id: rfq.id });
  say(
    `\n5. Awarded to ${winner.quote.supplier.name}, ${award?.total.amount} ${award?.total.currency} by its own price; confirmed. The request is ${final.state}.\n`,
  );
}

function quoteOf(
  answer: (typeof ANSWERS)[number],
  invitationId: string,
  lines: PostedRfq['rfq']['lines'],
): object {
  return {
    invitationId,
    currency: answer.currency,
    incoterm: answer.incoterm,
    incotermPlace: answer.incotermPlace,
    shipFrom: answer.shipFrom,
    leadTimeDays: answer.leadTimeDays,
    validUntil: new Date(Date.now() + 60 * DAY_MS).toISOString(),
    ...('netDays' in answer && { paymentSchedule: [{ percent: '100', days: answer.netDays }] }),
    ...('tooling' in answer && {
      fixedCharges: [{ label: 'Tooling', amount: { amount: answer.tooling, currency: answer.currency } }],
    }),
    lines: lines.map((line, index) => ({
      lineId: line.id,
      unitPrice: answer.prices[index],
      countryOfOrigin: answer.shipFrom,
      ...('tiered' in answer &&
        index === 0 && { tiers: [{ fromQuantity: '500', unitPrice: '2.95' }], packSize: '50' }),
    })),
  };
}

function sayMatching(say: DemoParts['say'], answer: MatchingAnswer['rfq'], elapsedMs: number): void {
  const { matching, invitations } = answer;
  say(
    `\n2. Matched ${matching?.candidates.toLocaleString('en')} candidates, invited ${invitations.totalCount} (readable after ${elapsedMs.toFixed(0)} ms)`,
  );
  say(
    table(matching?.funnel ?? [], [
      { title: 'filter', value: (step) => step.reason },
      { title: 'suppliers', value: (step) => step.count.toLocaleString('en'), right: true },
    ]),
  );
  say('');
  say(
    table<InvitationNode>(invitations.nodes.slice(0, 5), [
      { title: 'supplier', value: (node) => node.supplier.name.slice(0, 36) },
      { title: 'from', value: (node) => node.supplier.country ?? '?' },
      { title: 'score', value: (node) => node.score.toFixed(3), right: true },
      {
        title: 'why',
        value: (node) =>
          node.reasons
            .toSorted((a, b) => b.contribution - a.contribution)
            .slice(0, 3)
            .map((reason) => reason.code + (reason.detail ? ` (${reason.detail})` : ''))
            .join(', '),
      },
    ]),
  );
}

/** Prints the ranked quotes, and under them what each total is made of. */
export function sayRanking(
  say: DemoParts['say'],
  entries: readonly ComparisonEntry[],
  ratesAsOf: string,
): void {
  say(
    `\n4. Compared by what they will really cost, in ${entries[0]?.total.currency} with rates of ${ratesAsOf}`,
  );
  say(
    table(entries, [
      { title: '#', value: (entry) => String(entry.rank ?? '–'), right: true },
      { title: 'supplier', value: (entry) => entry.quote.supplier.name.slice(0, 36) },
      {
        title: 'offer',
        value: (entry) =>
          `${entry.quote.currency} ${entry.quote.incoterm} ${entry.quote.incotermPlace ?? ''}`,
      },
      { title: 'days', value: (entry) => String(entry.quote.leadTimeDays), right: true },
      { title: 'landed', value: (entry) => `${entry.total.amount} ${entry.total.currency}`, right: true },
    ]),
  );
  for (const entry of entries) {
    say(`\n   ${entry.rank ?? '–'}. ${entry.quote.supplier.name}`);
    say(
      table(entry.ledger, [
        { title: '  component', value: (item) => `  ${item.component}` },
        { title: 'amount', value: (item) => twoDecimals(item.amount.amount), right: true },
        { title: 'how', value: (item) => item.note ?? '' },
      ]),
    );
    for (const remark of [...entry.flags, ...entry.gaps]) say(`     ${remark.code}: ${remark.message}`);
  }
}

/** For showing alone; the exact amount is in the answer. */
function twoDecimals(amount: string): string {
  const [whole, fraction = ''] = amount.split('.');
  return `${whole}.${fraction.slice(0, 2).padEnd(2, '0')}`;
}
