import { type DomainError, fail } from '../../platform/kernel/domain-error.ts';

/** Incoterms 2020: who pays for which part of the way. */
export const Incoterm = {
  EXW: 'EXW',
  FCA: 'FCA',
  FAS: 'FAS',
  FOB: 'FOB',
  CFR: 'CFR',
  CPT: 'CPT',
  CIF: 'CIF',
  CIP: 'CIP',
  DAP: 'DAP',
  DPU: 'DPU',
  DDP: 'DDP',
} as const;
export type Incoterm = (typeof Incoterm)[keyof typeof Incoterm];

/** The event that an instalment's days are counted from. */
export const PaymentAnchor = {
  ORDER: 'ORDER',
  SHIPMENT: 'SHIPMENT',
  INVOICE: 'INVOICE',
  DELIVERY: 'DELIVERY',
} as const;
export type PaymentAnchor = (typeof PaymentAnchor)[keyof typeof PaymentAnchor];

/** X12 element 379: how a bidder answers one line. */
export const BidType = {
  WITHOUT_EXCEPTION: 'WITHOUT_EXCEPTION',
  WITH_EXCEPTION: 'WITH_EXCEPTION',
  ALTERNATE: 'ALTERNATE',
  REPLACEMENT: 'REPLACEMENT',
  ONE_OF_MULTIPLE: 'ONE_OF_MULTIPLE',
  DECLINE: 'DECLINE',
  UNABLE: 'UNABLE',
  TIME_EXTENSION: 'TIME_EXTENSION',
} as const;
export type BidType = (typeof BidType)[keyof typeof BidType];

export const TierKind = { ALL_UNITS: 'ALL_UNITS', INCREMENTAL: 'INCREMENTAL' } as const;
export type TierKind = (typeof TierKind)[keyof typeof TierKind];

/** What the API shows. `SUPERSEDED` (an older revision) and `EXPIRED` (past its validity) are derived, all others are stored. */
export const QuoteState = {
  SUBMITTED: 'SUBMITTED',
  SUPERSEDED: 'SUPERSEDED',
  WITHDRAWN: 'WITHDRAWN',
  INVALID: 'INVALID',
  EXPIRED: 'EXPIRED',
  DISQUALIFIED: 'DISQUALIFIED',
  AWARDED: 'AWARDED',
  PARTIALLY_AWARDED: 'PARTIALLY_AWARDED',
  NOT_AWARDED: 'NOT_AWARDED',
} as const;
export type QuoteState = (typeof QuoteState)[keyof typeof QuoteState];

/** The states that are decisions; dates and versions tell the rest. */
export type StoredQuoteState = Exclude<QuoteState, 'SUPERSEDED' | 'EXPIRED'>;

const UNPRICED: ReadonlySet<BidType> = new Set([BidType.DECLINE, BidType.UNABLE, BidType.TIME_EXTENSION]);
const OFFERS_AS_ASKED: ReadonlySet<BidType> = new Set([BidType.WITHOUT_EXCEPTION, BidType.WITH_EXCEPTION]);

/** Whether an answer of this type carries a price. */
export const isPriced = (bidType: BidType): boolean => !UNPRICED.has(bidType);

/** Whether an answer of this type settles the asked item itself: a line takes one such answer, and any number of other items beside it. */
export const answersAsked = (bidType: BidType): boolean =>
  OFFERS_AS_ASKED.has(bidType) || UNPRICED.has(bidType);

/** The asked lines that no offer prices as asked, with or without exception, in order. */
export function missingLines(
  asked: readonly { readonly lineNo: number }[],
  offers: readonly { readonly lineNo: number; readonly bidType: BidType }[],
): number[] {
  const priced = new Set(
    offers.filter((offer) => OFFERS_AS_ASKED.has(offer.bidType)).map((offer) => offer.lineNo),
  );
  return asked.map((line) => line.lineNo).filter((lineNo) => !priced.has(lineNo));
}

/** Whether every asked line is priced as asked. Alternates and replacements complete nothing. */
export const isComplete = (...args: Parameters<typeof missingLines>): boolean =>
  missingLines(...args).length === 0;

/** What may happen to a supplier's quote on an RFQ depends on these. */
export interface QuoteStanding {
  readonly version: number;
  readonly state: StoredQuoteState;
}

/** Throws `ALREADY_QUOTED` while the supplier has a quote that it has not withdrawn. */
export function assertMaySubmit(quote: QuoteStanding | null): void {
  if (quote === null || quote.state === 'WITHDRAWN') return;
  throw fail('ALREADY_QUOTED', 'You have quoted on this request already; revise that quote instead.', [
    'invitationId',
  ]);
}

/** Throws `INVALID_STATE` for a quote that was withdrawn or decided on, `VERSION_CONFLICT` when it is no longer what the caller saw. */
export function assertMayChange(quote: QuoteStanding, expectedVersion: number): void {
  if (quote.version !== expectedVersion) {
    throw fail('VERSION_CONFLICT', `The quote is at version ${quote.version} by now; read it again.`, [
      'expectedVersion',
    ]);
  }
  if (quote.state === 'SUBMITTED' || quote.state === 'INVALID') return;
  const hint = quote.state === 'WITHDRAWN' ? '; submit a new one' : '';
  throw fail('INVALID_STATE', `A quote that is ${quote.state} can be neither revised nor withdrawn${hint}.`, [
    'quoteId',
  ]);
}

/** Throws `RFQ_CLOSED` unless the RFQ takes quotes at this moment of database time. */
export function assertTakesQuotes(rfq: { readonly state: string; readonly due: boolean }): void {
  if (rfq.state === 'OPEN' && !rfq.due) return;
  throw fail(
    'RFQ_CLOSED',
    'The request takes no more quotes: its deadline has passed, or it was closed or called off.',
  );
}

/** The answer to a quote that is another's and to an absent one alike. */
export const quoteNotFound = (): DomainError => fail('NOT_FOUND', 'There is no such quote.', ['quoteId']);
