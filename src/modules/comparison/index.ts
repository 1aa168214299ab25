export { freezeRates } from './commands/freeze-rates.ts';
export { ComparisonBasisEntity } from './comparison-basis.entity.ts';
export {
  compareRfq,
  comparisonLoader,
  findComparisonInput,
  inputHash,
  type RfqComparison,
} from './comparison.queries.ts';
export {
  ComparisonEntryResolver,
  QuoteComparisonResolver,
  RfqComparisonResolver,
} from './comparison.resolver.ts';
export { freezeRatesJob } from './jobs/freeze-rates.ts';
export { type OrderProblem, type PricedOrder, priceOrder, type WantedLine } from './order.rules.ts';
