/** The operations that the demonstration sends: what any client of the API would write. */

export const POST_RFQ = `mutation ($input: PostRfqInput!) {
  postRfq(input: $input) { replayed userErrors { code path message } rfq { id number lines { id lineNo } } }
}`;

export const CLOSE_RFQ =
  'mutation ($input: CloseRfqInput!) { closeRfq(input: $input) { userErrors { code path message } rfq { state } } }';

export const SUBMIT_QUOTE =
  'mutation ($input: SubmitQuoteInput!) { submitQuote(input: $input) { userErrors { code path message } quote { id } } }';

export const AWARD_RFQ = `mutation ($input: AwardRfqInput!) {
  awardRfq(input: $input) { userErrors { code path message } awards { id state total { amount currency } supplier { id name } } }
}`;

export const CONFIRM_AWARD =
  'mutation ($input: ConfirmAwardInput!) { confirmAward(input: $input) { userErrors { code path message } award { state } } }';

export const MATCHING = `query ($id: ID!) {
  rfq(id: $id) {
    state
    matching { candidates selected funnel { reason count } }
    invitations(first: 100) { totalCount nodes { id score supplier { id name country } reasons { code contribution detail } } }
  }
}`;

export const COMPARISON = `query ($id: ID!, $after: String) {
  rfq(id: $id) {
    state
    comparison {
      method currency ratesAsOf inputHash
      entries(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes {
          rank total { amount currency }
          quote { id currency incoterm incotermPlace leadTimeDays supplier { id name country } }
          ledger { component amount { amount } note }
          flags { code message }
          gaps { code message }
        }
      }
    }
  }
}`;

export interface PostedRfq {
  readonly rfq: {
    readonly id: string;
    readonly number: string;
    readonly lines: readonly { readonly id: string; readonly lineNo: number }[];
  };
}

export interface InvitationNode {
  readonly id: string;
  readonly score: number;
  readonly supplier: { readonly id: string; readonly name: string; readonly country: string | null };
  readonly reasons: readonly {
    readonly code: string;
    readonly contribution: number;
    readonly detail: string | null;
  }[];
}

export interface MatchingAnswer {
  readonly rfq: {
    readonly state: string;
    readonly matching: {
      readonly candidates: number;
      readonly selected: number;
      readonly funnel: readonly { readonly reason: string; readonly count: number }[];
    } | null;
    readonly invitations: { readonly totalCount: number; readonly nodes: readonly InvitationNode[] };
  };
}

export interface ComparisonEntry {
  readonly rank: number | null;
  readonly total: { readonly amount: string; readonly currency: string };
  readonly quote: {
    readonly id: string;
    readonly currency: string;
    readonly incoterm: string;
    readonly incotermPlace: string | null;
    readonly leadTimeDays: number;
    readonly supplier: { readonly id: string; readonly name: string; readonly country: string | null };
  };
  readonly ledger: readonly {
    readonly component: string;
    readonly amount: { readonly amount: string };
    readonly note: string | null;
  }[];
  readonly flags: readonly { readonly code: string; readonly message: string }[];
  readonly gaps: readonly { readonly code: string; readonly message: string }[];
}

export interface ComparisonAnswer {
  readonly rfq: {
    readonly state: string;
    readonly comparison: {
      readonly method: string;
      readonly currency: string;
      readonly ratesAsOf: string;
      readonly inputHash: string;
      readonly entries: {
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
        readonly nodes: readonly ComparisonEntry[];
      };
    } | null;
  };
}
