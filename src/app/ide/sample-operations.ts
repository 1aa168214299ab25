import { actorKey } from '../../platform/kernel/actor.ts';
import { encodeNodeId, idOfKey } from '../../platform/kernel/ids.ts';

const DAY_MS = 86_400_000;

/** An operation to try, complete with variables. */
export interface SampleOperation {
  readonly title: string;
  readonly as: 'BUYER' | 'SUPPLIER';
  readonly query: string;
  readonly variables: object;
}

export interface SampleCallers {
  /** The person that every token of the demonstration names. */
  readonly userId: string;
  readonly buyerId: string;
  readonly partnerId: string;
  readonly supplierId: string;
}

/**
 * One request from posting to award, to be run in this order. The ids of what the mutations make follow from
 * their idempotency keys, so the operations are complete before the first of them has run. Each `key` begins
 * another request, which closes a week after `now`.
 */
export function sampleOperations(callers: SampleCallers, key: string, now: Date): readonly SampleOperation[] {
  const { supplierId } = callers;
  const rfqKey = idOfKey(actorKey({ role: 'BUYER', ...callers }), 'rfq', key);
  const quoteKey = idOfKey(actorKey({ role: 'SUPPLIER', ...callers }), `quote on ${rfqKey}`, key);
  const rfqId = encodeNodeId('Rfq', rfqKey);
  const quoteId = encodeNodeId('Quote', rfqKey, quoteKey);
  const inDays = (days: number) => new Date(now.getTime() + days * DAY_MS).toISOString();
  const buyer = (title: string, query: string, variables: object): SampleOperation => ({
    title,
    as: 'BUYER',
    query,
    variables,
  });
  return [
    buyer('1. Post a request for 500 stainless brackets', POST_RFQ, {
      input: postedRfq(encodeNodeId('Supplier', supplierId), inDays(7), key),
    }),
    buyer('2. See who was asked, and why', MATCHING, { id: rfqId }),
    { title: '3. What one supplier sees', as: 'SUPPLIER', query: INBOX, variables: {} },
    buyer('4. Follow it, and leave this running', ACTIVITY, { rfqId, afterEventId: null }),
    {
      title: '5. Quote, as that supplier',
      as: 'SUPPLIER',
      query: SUBMIT_QUOTE,
      variables: {
        input: submittedQuote(
          encodeNodeId('Invitation', rfqKey, supplierId),
          encodeNodeId('RfqLine', rfqKey, '1'),
          inDays(60),
          key,
        ),
      },
    },
    buyer('6. Compare what has been quoted', COMPARISON, { id: rfqId }),
    buyer('7. Close before the deadline', CLOSE_RFQ, { input: { rfqId } }),
    buyer('8. Award', AWARD_RFQ, { input: { rfqId, quoteId, idempotencyKey: key } }),
    buyer('Start here', VIEWER, {}),
  ];
}

const postedRfq = (invited: string, closesAt: string, idempotencyKey: string) => ({
  title: '500 stainless brackets',
  currency: 'EUR',
  deliverTo: { country: 'DE', place: 'Hamburg' },
  closesAt,
  lines: [
    {
      category: { code: '44530000' },
      description: 'Angle bracket, stainless steel 316L, 40 x 40 x 3 mm',
      quantity: { value: '500', unit: 'C62' },
      unitWeight: { value: '0.12', unit: 'KGM' },
    },
  ],
  reach: { invite: [invited] },
  idempotencyKey,
});

const submittedQuote = (
  invitationId: string,
  lineId: string,
  validUntil: string,
  idempotencyKey: string,
) => ({
  invitationId,
  currency: 'EUR',
  incoterm: 'DDP',
  incotermPlace: 'Hamburg',
  leadTimeDays: 12,
  validUntil,
  lines: [{ lineId, unitPrice: '5.20', tiers: [{ fromQuantity: '500', unitPrice: '4.80' }] }],
  idempotencyKey,
});

const POST_RFQ = `mutation PostRfq($input: PostRfqInput!) {
  postRfq(input: $input) {
    rfq { id number state closesAt }
    userErrors { code path message }
    replayed
  }
}`;

const MATCHING = `query Matching($id: ID!) {
  rfq(id: $id) {
    number
    state
    matching { candidates selected funnel { reason count } }
    invitations(first: 3) {
      totalCount
      nodes { score supplier { name country } reasons { code contribution detail } }
    }
  }
}`;

const ACTIVITY = `subscription Activity($rfqId: ID!, $afterEventId: ID) {
  rfqActivity(rfqId: $rfqId, afterEventId: $afterEventId) {
    eventId
    at
    kind
    rfq { state fanOut { invited } }
    ... on RfqQuoteEvent { quoteVersion quote { supplier { name } leadTimeDays } }
    ... on RfqDecisionEvent { awards { state supplier { name } } }
  }
}`;

const INBOX = `query Inbox {
  viewer {
    supplier { name }
    invitations(first: 5) {
      totalCount
      nodes { id state rfq { number title closesAt } }
    }
  }
}`;

const SUBMIT_QUOTE = `mutation SubmitQuote($input: SubmitQuoteInput!) {
  submitQuote(input: $input) {
    quote { id version complete }
    userErrors { code path message }
    replayed
  }
}`;

const COMPARISON = `query Comparison($id: ID!) {
  rfq(id: $id) {
    comparison {
      method
      currency
      ratesAsOf
      entries(first: 10) {
        nodes {
          rank
          total { amount currency }
          quote { id supplier { name } }
          ledger { component amount { amount } note }
          gaps { code message }
        }
      }
    }
  }
}`;

const CLOSE_RFQ = `mutation CloseRfq($input: CloseRfqInput!) {
  closeRfq(input: $input) {
    rfq { state closedAt }
    userErrors { code path message }
  }
}`;

/** Last in the list, since the page of the client opens with its last window. */
const VIEWER = `# The windows to the left are one request from posting to award: run them in order,
# each with Ctrl-Enter. Every one has its token under "Headers" and its input under "Variables".
# Reload the page to begin another request.
query Viewer {
  viewer {
    role
    buyer { name country partner { name } }
  }
}`;

const AWARD_RFQ = `mutation AwardRfq($input: AwardRfqInput!) {
  awardRfq(input: $input) {
    awards { id state total { amount currency } confirmBy supplier { name } }
    userErrors { code path message }
    replayed
  }
}`;
