export { compareQuotes } from './compare-quotes.ts';
export type {
  AskedLine,
  BidType,
  ComparedQuote,
  ComparedRfq,
  ComparisonInput,
  ComparisonPolicy,
  Criterion,
  EarlyPayment,
  FixedCharge,
  Incoterm,
  Instalment,
  PriceTier,
  QuotedAmount,
  QuotedLine,
} from './comparison-input.ts';
export type {
  ComparisonRates,
  CustomsUnion,
  DutyBase,
  DutyRate,
  FxRate,
  LogisticsBasis,
  LogisticsComponent,
  LogisticsRate,
  UnitDefinition,
} from './comparison-rates.ts';
export type {
  ComparedLine,
  ComparisonEntry,
  ComparisonFlag,
  ComparisonGap,
  ComparisonResult,
  CriterionScore,
  LedgerBasis,
  LedgerItem,
  TierAdvice,
} from './comparison-result.ts';
export { describeLedgerItem } from './ledger-words.ts';
export { dutyBaseOf, EUROPEAN_UNION } from './places.ts';
export {
  COMPARISON_FLAGS,
  COST_COMPONENTS,
  GAP_CODES,
  RANKING_METHODS,
  STANDINGS,
  type ComparisonFlagCode,
  type CostComponent,
  type GapCode,
  type RankingMethod,
  type Standing,
} from './vocabulary.ts';
