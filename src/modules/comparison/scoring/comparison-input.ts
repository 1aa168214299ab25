import type { Fixed } from '../../../platform/kernel/fixed.ts';
import type { ComparisonRates } from './comparison-rates.ts';
import type { RankingMethod } from './vocabulary.ts';

/** Incoterms 2020, the eleven three-letter codes. */
export type Incoterm = 'EXW' | 'FCA' | 'FAS' | 'FOB' | 'CFR' | 'CPT' | 'CIF' | 'CIP' | 'DAP' | 'DPU' | 'DDP';

/** X12 element 379: how a bidder answers one line. */
export type BidType =
  | 'WITHOUT_EXCEPTION'
  | 'WITH_EXCEPTION'
  | 'ALTERNATE'
  | 'REPLACEMENT'
  | 'ONE_OF_MULTIPLE'
  | 'DECLINE'
  | 'UNABLE'
  | 'TIME_EXTENSION';

/**
 * Everything that a comparison depends on, as values: the same input always gives the same result.
 * Countries are ISO 3166-1 alpha-2, currencies ISO 4217, units UN/ECE Rec 20, days whole numbers.
 */
export interface ComparisonInput {
  readonly rfq: ComparedRfq;
  readonly quotes: readonly ComparedQuote[];
  readonly rates: ComparisonRates;
}

export interface ComparedRfq {
  /** The comparison's currency: every amount of the result is in it unless it says otherwise. */
  readonly currency: string;
  readonly deliverToCountry: string;
  /** ISO date that present values are counted from; the day of the order. */
  readonly valuationDate: string;
  readonly policy: ComparisonPolicy;
  readonly lines: readonly AskedLine[];
}

export interface ComparisonPolicy {
  readonly method: RankingMethod;
  /** A year's cost of capital as a fraction: 0.05 for 5 %. */
  readonly costOfCapital: Fixed;
  /** How much more than asked may be bought where that is cheaper, in percent of the asked quantity. */
  readonly maxOverbuyPercent: Fixed;
  /** What a day of waiting costs, in the comparison's currency; null where waiting is free. */
  readonly leadTimeCostPerDay: Fixed | null;
  /** Published before bids are seen; `LOWEST_LANDED_COST` reports them without ranking by them. */
  readonly criteria: readonly Criterion[];
}

/** One published criterion: `best` scores 1, `worst` scores 0, whatever lies outside is cut off there. */
export interface Criterion {
  readonly name: string;
  /** `COST` is the landed cost, `LEAD_TIME` days, `VALUE` whatever the quote's `criterionValues` hold under `name`. */
  readonly kind: 'COST' | 'LEAD_TIME' | 'VALUE';
  readonly best: Fixed;
  readonly worst: Fixed;
  /** Relative to the other weights; for `QUALITY_ADJUSTED_COST` the surcharge at `worst` as a fraction of the cost. */
  readonly weight: Fixed;
}

export interface AskedLine {
  readonly lineNo: number;
  readonly quantity: Fixed;
  readonly unit: string;
  /** Kilograms per unit of `unit`; needs no statement where the unit is itself a mass. */
  readonly unitWeightKg: Fixed | null;
  /** Cubic metres per unit of `unit`; needs no statement where the unit is itself a volume. */
  readonly unitVolumeM3: Fixed | null;
  readonly hsCode: string | null;
}

export interface ComparedQuote {
  readonly quoteId: string;
  readonly supplierId: string;
  /** Microseconds since 1970, as PostgreSQL keeps them. */
  readonly submittedAtMicros: bigint;
  readonly currency: string;
  readonly incoterm: Incoterm;
  /** Where freight and duty start. */
  readonly shipFromCountry: string | null;
  /** Adds up to 100 percent; empty where the quote states no terms, which then earn no credit. */
  readonly paymentSchedule: readonly Instalment[];
  readonly earlyPayment: EarlyPayment | null;
  /** Days from the order to the delivery. */
  readonly leadTimeDays: number;
  readonly minimumOrderValue: QuotedAmount | null;
  readonly fixedCharges: readonly FixedCharge[];
  /** Why the quote is out of the running; null where it is in. */
  readonly disqualified: string | null;
  readonly criterionValues: readonly { readonly name: string; readonly value: Fixed }[];
  readonly lines: readonly QuotedLine[];
}

export interface QuotedAmount {
  readonly amount: Fixed;
  readonly currency: string;
}

export interface FixedCharge extends QuotedAmount {
  readonly label: string;
}

export interface Instalment {
  readonly percent: Fixed;
  /** Days after the anchor; negative for "so many days before". */
  readonly days: number;
  readonly anchor: 'ORDER' | 'SHIPMENT' | 'INVOICE' | 'DELIVERY';
}

/** So many percent off the whole price if it is paid so many days after the invoice. */
export interface EarlyPayment {
  readonly discountPercent: Fixed;
  readonly days: number;
}

/** One answer to one asked line. A quote may hold several for the same line, such as an alternate beside the asked item. */
export interface QuotedLine {
  readonly lineNo: number;
  readonly bidType: BidType;
  /** Price of `priceBaseQuantity` units. Beside tiers: the price from 1 up to the first tier. */
  readonly unitPrice: Fixed | null;
  readonly priceBaseQuantity: Fixed;
  /** Unit of the prices, tiers and quantities below; null for the asked line's own. */
  readonly unit: string | null;
  readonly tiers: readonly PriceTier[];
  readonly tierKind: 'ALL_UNITS' | 'INCREMENTAL';
  readonly minimumOrderQuantity: Fixed | null;
  readonly packSize: Fixed | null;
  /** The most that the supplier can deliver. */
  readonly capacity: Fixed | null;
  /** Overrides the quote's. */
  readonly leadTimeDays: number | null;
  /** Decides the duty rate; the country shipped from where it is not stated. */
  readonly countryOfOrigin: string | null;
  /** Overrides the asked line's. */
  readonly hsCode: string | null;
}

export interface PriceTier {
  readonly fromQuantity: Fixed;
  /** Price of `priceBaseQuantity` units. */
  readonly unitPrice: Fixed;
}
