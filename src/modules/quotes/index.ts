export type {
  EarlyPayment,
  FixedCharge,
  Instalment,
  PriceTier,
  QuoteLine,
  QuoteTerms,
} from './quote-content.ts';
export { noteLatestQuoteJob } from './jobs/note-latest-quote.ts';
export { InvitationQuoteResolver, loadQuoteNode, RfqQuotesResolver } from './quote-edges.resolver.ts';
export { quoteLinesLoader } from './quote-line.queries.ts';
export { QuoteEntity, QuoteLineEntity, QuoteRevisionEntity } from './quote.entity.ts';
export { quoteRevised, quoteSubmitted, quoteWithdrawn } from './quote.events.ts';
export {
  findOpenedQuotes,
  type OpenedQuote,
  quoteKey,
  quoteLoader,
  type QuoteRecord,
  quotesByInvitationLoader,
} from './quote.queries.ts';
export { QuoteLineResolver, QuoteResolver, QuoteRevisionResolver } from './quote.resolver.ts';
export {
  BidType,
  Incoterm,
  isComplete,
  isPriced,
  missingLines,
  PaymentAnchor,
  quoteNotFound,
  QuoteState,
  type StoredQuoteState,
  TierKind,
} from './quote.rules.ts';
export { Quote, QuoteConnection, toQuote } from './quote.type.ts';
export { quoteActivities } from './rfq-quote-event.type.ts';
export { type LockedQuote, lockQuotes, type QuoteStateChange, setQuoteStates } from './quote.writes.ts';
