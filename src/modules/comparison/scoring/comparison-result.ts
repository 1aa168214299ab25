import type { Fixed } from '../../../platform/kernel/fixed.ts';
import type { BidType } from './comparison-input.ts';
import type { LogisticsBasis } from './comparison-rates.ts';
import type { ComparisonFlagCode, CostComponent, GapCode, RankingMethod, Standing } from './vocabulary.ts';

export interface ComparisonResult {
  readonly method: RankingMethod;
  readonly currency: string;
  readonly valuationDate: string;
  /** The ranked ones in order, then those with gaps, the partial and the disqualified. */
  readonly entries: readonly ComparisonEntry[];
}

export interface ComparisonEntry {
  readonly quoteId: string;
  readonly supplierId: string;
  readonly standing: Standing;
  /** 1 for the winner; null unless the standing is `RANKED`. */
  readonly rank: number | null;
  /** The ledger's sum, unrounded. Comparable only where `rank` is given: otherwise parts are missing. */
  readonly total: Fixed;
  /** By the ranking method; null where the cost alone decides, and for unranked quotes. */
  readonly score: Fixed | null;
  /** Days until the last counted line is delivered. */
  readonly leadTimeDays: number;
  /** Adds up to `total` exactly. */
  readonly ledger: readonly LedgerItem[];
  /** In the order of the asked lines. */
  readonly lines: readonly ComparedLine[];
  readonly criteria: readonly CriterionScore[];
  readonly flags: readonly ComparisonFlag[];
  readonly gaps: readonly ComparisonGap[];
  readonly advice: readonly TierAdvice[];
  /** Why the quote is out of the running. */
  readonly disqualified: string | null;
}

/** How an amount came about; `describeLedgerItem` says it in words. */
export type LedgerBasis =
  | LogisticsBasis
  | 'UNIT_PRICE'
  | 'INCREMENTAL_TIERS'
  | 'AMOUNT'
  | 'PRESENT_VALUE'
  | 'EARLY_PAYMENT'
  | 'PER_DAY';

export interface LedgerItem {
  readonly component: CostComponent;
  /** Null for what belongs to the quote as a whole. */
  readonly lineNo: number | null;
  /** In the comparison's currency, unrounded. */
  readonly amount: Fixed;
  /** Before conversion; null where the amount arose in the comparison's currency. */
  readonly originalAmount: Fixed | null;
  readonly originalCurrency: string | null;
  readonly basis: LedgerBasis;
  /** What was multiplied: quantity, kilograms, cubic metres, value, days. */
  readonly measure: Fixed | null;
  /** By what: price, money per basis, percent, discount factor. */
  readonly rate: Fixed | null;
  /** The frozen rate's id, or the charge's label. */
  readonly reference: string | null;
}

/** One answer to one asked line, compared on its own; what belongs to the quote as a whole is not in it. */
export interface ComparedLine {
  readonly lineNo: number;
  /** Null where the quote says nothing about the line. */
  readonly bidType: BidType | null;
  /** Whether this answer is the one in the quote's total. */
  readonly counted: boolean;
  /** In the quote's unit, after minimum order quantity, pack size and price breaks. */
  readonly orderedQuantity: Fixed | null;
  readonly unit: string | null;
  /** Price of one asked unit, in the comparison's currency. */
  readonly unitPrice: Fixed | null;
  /** Landed cost of the line; null where something is missing. */
  readonly cost: Fixed | null;
  /** Among the quotes' counted answers to this line that have a cost and are not disqualified. */
  readonly rank: number | null;
  readonly gap: ComparisonGap | null;
}

export interface ComparisonGap {
  readonly code: GapCode;
  readonly message: string;
  readonly lineNo: number | null;
  readonly component: CostComponent | null;
}

export interface CriterionScore {
  readonly name: string;
  readonly raw: Fixed;
  /** 0 at the published worst, 1 at the published best. */
  readonly normalised: Fixed;
  /** Share of all weights; for `QUALITY_ADJUSTED_COST` the weight as published. */
  readonly weight: Fixed;
  /** To the score: a share of it, or for `QUALITY_ADJUSTED_COST` the surcharge in the comparison's currency. */
  readonly contribution: Fixed;
}

export interface ComparisonFlag {
  readonly code: ComparisonFlagCode;
  readonly message: string;
}

/** A larger quantity that costs less than the ranked one, but lies beyond what the buyer's policy allows. */
export interface TierAdvice {
  readonly lineNo: number;
  /** In the quote's unit. */
  readonly quantity: Fixed;
  readonly unit: string;
  /** Its price and its landed cost, in the comparison's currency. */
  readonly goods: Fixed;
  readonly cost: Fixed;
  /** Against the ranked quantity; null where that one has no price. */
  readonly saving: Fixed | null;
  /** From what `maxOverbuyPercent` on it would be ranked, rounded up to two decimals. */
  readonly overbuyPercent: Fixed;
}
