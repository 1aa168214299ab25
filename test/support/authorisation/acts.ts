import { quoteInput, type QuotedRfq } from '../build/quoted-rfq.ts';
import { rfqInput } from '../rfq-input.ts';

/** How a mutation is tried on somebody's objects. */
export interface Act {
  /** Types of the objects that it names; who may read none of them is a stranger to it. */
  readonly on: readonly string[];
  /** Names of the callers who may do it to the first tenant's objects; everybody else is to be refused. */
  readonly by: readonly string[];
  /** A well-formed input that names the objects of these ids. */
  readonly input: (ids: Readonly<Record<string, string | undefined>>) => object;
}

const BUYER_SIDE = ['buyer', 'agent', 'agent by API key', 'partner', 'partner by API key'];
const PARTNER = ['partner', 'partner by API key', 'operator'];
const ANY_PARTNER = [...PARTNER, 'another partner'];
const KEY_MANAGERS = ['partner', 'operator'];
const SUPPLIER = ['supplier'];

const rfqOnly = { on: ['Rfq'], by: BUYER_SIDE, input: ({ Rfq }) => ({ rfqId: Rfq }) } as const satisfies Act;
const keyOnly = {
  on: ['ApiKey'],
  by: KEY_MANAGERS,
  input: ({ ApiKey }) => ({ apiKeyId: ApiKey }),
} as const satisfies Act;

const posts: Act = {
  on: ['Buyer'],
  by: BUYER_SIDE,
  input: ({ Buyer }) => rfqInput({ onBehalfOf: Buyer }),
};

const quoteOf = (RfqLine: string | undefined) =>
  quoteInput({ lineIds: [RfqLine] } as unknown as QuotedRfq, ['1']);

/** Every mutation of the schema. A new one without an entry fails the test. */
export const ACTS: Readonly<Record<string, Act>> = {
  awardRfq: { ...rfqOnly, on: ['Rfq', 'Quote'], input: ({ Rfq, Quote }) => ({ rfqId: Rfq, quoteId: Quote }) },
  cancelRfq: rfqOnly,
  closeRfq: rfqOnly,
  confirmAward: { on: ['Award'], by: SUPPLIER, input: ({ Award }) => ({ awardId: Award }) },
  createApiKey: {
    on: ['Partner'],
    by: KEY_MANAGERS,
    input: ({ Partner }) => ({ partnerId: Partner, name: 'x' }),
  },
  createRfq: posts,
  declareUnsuccessful: rfqOnly,
  declineInvitation: {
    on: ['Invitation'],
    by: SUPPLIER,
    input: ({ Invitation }) => ({ invitationId: Invitation, code: 'OTHER' }),
  },
  deleteLogisticsRates: {
    on: ['LogisticsRate'],
    by: PARTNER,
    input: ({ LogisticsRate }) => ({ logisticsRateIds: [LogisticsRate] }),
  },
  markInvitationViewed: {
    on: ['Invitation'],
    by: SUPPLIER,
    input: ({ Invitation }) => ({ invitationId: Invitation }),
  },
  postRfq: posts,
  publishRfq: rfqOnly,
  registerBuyer: {
    on: ['Partner'],
    by: PARTNER,
    input: ({ Partner }) => ({ partnerId: Partner, name: 'x', country: 'DE' }),
  },
  registerPartner: { on: [], by: ['operator'], input: () => ({ slug: 'x', name: 'x' }) },
  registerSupplier: { on: [], by: ANY_PARTNER, input: () => ({ name: 'x' }) },
  reviseQuote: {
    on: ['Quote'],
    by: SUPPLIER,
    input: ({ Quote, RfqLine }) => ({ quoteId: Quote, expectedVersion: 1, ...quoteOf(RfqLine) }),
  },
  revokeApiKey: keyOnly,
  rotateApiKey: keyOnly,
  setLogisticsRates: {
    on: ['Partner'],
    by: PARTNER,
    input: ({ Partner }) => ({
      partnerId: Partner,
      rates: [
        { origin: '*', destination: '*', component: 'INSURANCE', basis: 'PERCENT_OF_VALUE', rate: '1' },
      ],
    }),
  },
  setPartnerTerms: {
    on: ['Partner'],
    by: PARTNER,
    input: ({ Partner }) => ({ partnerId: Partner, costOfCapital: '0.5' }),
  },
  setSupplierStanding: {
    on: ['Partner'],
    by: PARTNER,
    input: ({ Partner, Supplier }) => ({ partnerId: Partner, supplierId: Supplier, standing: 'BLOCKED' }),
  },
  submitQuote: {
    on: ['Invitation'],
    by: SUPPLIER,
    input: ({ Invitation, RfqLine }) => ({ invitationId: Invitation, ...quoteOf(RfqLine) }),
  },
  updateBuyer: {
    on: ['Buyer'],
    by: ['buyer', ...PARTNER],
    input: ({ Buyer }) => ({ buyerId: Buyer, name: 'x' }),
  },
  updatePartner: {
    on: ['Partner'],
    by: PARTNER,
    input: ({ Partner }) => ({ partnerId: Partner, name: 'x' }),
  },
  updateSupplierProfile: {
    on: ['Supplier'],
    by: [...SUPPLIER, 'operator'],
    input: ({ Supplier }) => ({ supplierId: Supplier, expectedVersion: 1, name: 'x' }),
  },
  withdrawQuote: { on: ['Quote'], by: SUPPLIER, input: ({ Quote }) => ({ quoteId: Quote }) },
};
