import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compareQuotes,
  type ComparedQuote,
  type ComparisonInput,
} from '../../../src/modules/comparison/scoring/index.ts';
import { canonicalJson } from '../../../src/platform/kernel/canonical-json.ts';
import { fixed, formatFixed, mul, sum } from '../../../src/platform/kernel/fixed.ts';
import { anyComparison, completeComparison } from './arbitraries.ts';
import { oracleTotal } from './oracle.ts';

// One seed, so that a run says the same everywhere; other seeds are tried by hand. Comparisons are too large to shrink.
const RUNS = { numRuns: 50, seed: 20_261_122, endOnFailure: true };

/** The same values in another order, wherever order means nothing. */
function shuffled(input: ComparisonInput, seed: number): ComparisonInput {
  const turn = <Item>(items: readonly Item[]): readonly Item[] => {
    const at = items.length === 0 ? 0 : seed % items.length;
    return [...items.slice(at), ...items.slice(0, at)].toReversed();
  };
  return {
    ...input,
    quotes: turn(input.quotes).map((quote) => ({
      ...quote,
      lines: turn(quote.lines).map((line) => ({ ...line, tiers: turn(line.tiers) })),
    })),
    rates: {
      ...input.rates,
      fx: turn(input.rates.fx),
      units: turn(input.rates.units),
      logistics: turn(input.rates.logistics),
      duties: turn(input.rates.duties),
    },
  };
}

/** Everything in the quote dearer by a factor. */
const dearer = (quote: ComparedQuote, factor: string): ComparedQuote => ({
  ...quote,
  lines: quote.lines.map((line) => ({
    ...line,
    unitPrice: line.unitPrice && mul(line.unitPrice, fixed(factor)),
    tiers: line.tiers.map((tier) => ({ ...tier, unitPrice: mul(tier.unitPrice, fixed(factor)) })),
  })),
});

const rankOf = (input: ComparisonInput, quoteId: string): number =>
  compareQuotes(input).entries.find((entry) => entry.quoteId === quoteId)?.rank ?? Number.NaN;

describe('every comparison', () => {
  test('has ledgers that add up to their totals exactly', () => {
    fc.assert(
      fc.property(anyComparison, (input) => {
        for (const entry of compareQuotes(input).entries) {
          expect(sum(entry.ledger.map((item) => item.amount))).toBe(entry.total);
        }
      }),
      RUNS,
    );
  });

  test('gives the same bytes for the same input, whatever the order in it', () => {
    fc.assert(
      fc.property(anyComparison, fc.nat(), (input, seed) => {
        const result = canonicalJson(compareQuotes(input));
        expect(canonicalJson(compareQuotes(structuredClone(input)))).toBe(result);
        expect(canonicalJson(compareQuotes(shuffled(input, seed)))).toBe(result);
      }),
      RUNS,
    );
  });

  test('lists every quote once: ranked from 1 without a break, then the others', () => {
    fc.assert(
      fc.property(anyComparison, (input) => {
        const { entries } = compareQuotes(input);
        expect(entries.map((entry) => entry.quoteId).toSorted()).toEqual(
          input.quotes.map((quote) => quote.quoteId).toSorted(),
        );
        const ranked = entries.filter((entry) => entry.standing === 'RANKED');
        expect(entries.map((entry) => entry.rank)).toEqual([
          ...ranked.map((_, index) => index + 1),
          ...entries.slice(ranked.length).map(() => null),
        ]);
      }),
      RUNS,
    );
  });

  test('never ranks a quote that is partial, disqualified or lacks something', () => {
    fc.assert(
      fc.property(anyComparison, (input) => {
        for (const entry of compareQuotes(input).entries) {
          const complete = input.rfq.lines.every(({ lineNo }) =>
            entry.lines.some((line) => line.lineNo === lineNo && line.counted && line.cost !== null),
          );
          const fit = complete && entry.gaps.length === 0 && entry.disqualified === null;
          expect(entry.rank !== null).toBe(fit);
        }
      }),
      RUNS,
    );
  });

  test('gives a quote the same ledger whoever else bids', () => {
    fc.assert(
      fc.property(anyComparison, (input) => {
        for (const entry of compareQuotes(input).entries) {
          const quotes = input.quotes.filter((quote) => quote.quoteId === entry.quoteId);
          const [alone] = compareQuotes({ ...input, quotes }).entries;
          expect(alone?.ledger).toEqual(entry.ledger);
          expect(alone?.gaps).toEqual(entry.gaps);
        }
      }),
      RUNS,
    );
  });
});

describe('complete comparisons', () => {
  test('agree with the formulas in another arithmetic that tries every quantity', () => {
    fc.assert(
      fc.property(completeComparison, (input) => {
        for (const entry of compareQuotes(input).entries) {
          if (entry.gaps.length > 0) continue;
          const quote = input.quotes.find((each) => each.quoteId === entry.quoteId)!;
          const difference = oracleTotal(input, quote).minus(formatFixed(entry.total)).abs().toNumber();
          expect(difference).toBeLessThan(1e-6);
        }
      }),
      RUNS,
    );
  });

  test('never improve a rank when a price rises', () => {
    fc.assert(
      fc.property(
        completeComparison,
        fc.nat(),
        fc.constantFrom('1.0001', '1.05', '3'),
        (input, seed, factor) => {
          const { quoteId } = input.quotes[seed % input.quotes.length]!;
          const before = rankOf(input, quoteId);
          const quotes = input.quotes.map((quote) =>
            quote.quoteId === quoteId ? dearer(quote, factor) : quote,
          );
          const after = rankOf({ ...input, quotes }, quoteId);
          fc.pre(!Number.isNaN(before + after));
          expect(after).toBeGreaterThanOrEqual(before);
        },
      ),
      RUNS,
    );
  });
});
