import type { OpenedQuote } from '../quotes/index.ts';
import type { RfqLineRecord, RfqRecord } from '../rfqs/index.ts';

/** An RFQ with what is compared on it. */
export interface ComparableRfq {
  readonly rfq: RfqRecord;
  readonly lines: readonly RfqLineRecord[];
  readonly quotes: readonly OpenedQuote[];
}

/** What has to be known from outside to compare the quotes. Every list is sorted and has nothing twice. */
export interface RateNeeds {
  readonly units: readonly string[];
  /** Of the quotes and their charges, the RFQ's own among them. */
  readonly currencies: readonly string[];
  /** Countries that goods come from. */
  readonly origins: readonly string[];
  readonly hsCodes: readonly string[];
}

const sorted = (values: readonly (string | null)[]): string[] =>
  [...new Set(values.filter((value) => value !== null))].toSorted();

/** Collects what the quotes name: units, currencies, countries, HS codes. */
export function needsOf({ rfq, lines, quotes }: ComparableRfq): RateNeeds {
  const answers = quotes.flatMap((quote) => quote.lines);
  return {
    units: sorted([
      ...lines.flatMap((line) => [line.unit, line.unitWeightUnit, line.unitVolumeUnit]),
      ...answers.map((answer) => answer.unit),
    ]),
    currencies: sorted([
      rfq.currency,
      ...quotes.flatMap((quote) => [
        quote.currency,
        quote.minimumOrderCurrency,
        ...quote.fixedCharges.map((charge) => charge.amount.currency),
      ]),
    ]),
    origins: sorted([
      ...quotes.map((quote) => quote.shipFrom),
      ...answers.map((answer) => answer.countryOfOrigin),
    ]),
    hsCodes: sorted([...lines.map((line) => line.hsCode), ...answers.map((answer) => answer.hsCode)]),
  };
}
