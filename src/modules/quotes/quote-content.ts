import type { BidType, Incoterm, PaymentAnchor, TierKind } from './quote.rules.ts';

/** A revision as it is kept: checked, with what the supplier left out filled in. */
export interface QuoteContent {
  readonly terms: QuoteTerms;
  readonly lines: readonly QuoteLine[];
  /** Whether every asked line is priced as asked. */
  readonly complete: boolean;
}

/** Decimals are plain text, days whole numbers, countries and currencies ISO codes. */
export interface QuoteTerms {
  readonly currency: string;
  readonly incoterm: Incoterm;
  readonly incotermPlace: string | null;
  readonly shipFrom: string | null;
  /** Adds up to 100 percent, or is empty. */
  readonly paymentSchedule: readonly Instalment[];
  readonly earlyPayment: EarlyPayment | null;
  readonly validUntil: Date;
  readonly leadTimeDays: number;
  readonly minimumOrderValue: Amount | null;
  readonly fixedCharges: readonly FixedCharge[];
}

export interface Amount {
  readonly amount: string;
  readonly currency: string;
}

export interface Instalment {
  readonly percent: string;
  readonly days: number;
  readonly anchor: PaymentAnchor;
}

export interface EarlyPayment {
  readonly discountPercent: string;
  readonly days: number;
}

export interface FixedCharge {
  readonly label: string;
  readonly amount: Amount;
}

/** One answer to one asked line. Prices are for `priceBaseQuantity` units; all quantities are in `unit`. */
export interface QuoteLine {
  readonly lineNo: number;
  readonly bidType: BidType;
  readonly unitPrice: string | null;
  readonly priceBaseQuantity: string;
  readonly unit: string;
  /** Ascending by `fromQuantity`. */
  readonly tiers: readonly PriceTier[];
  readonly tierKind: TierKind;
  readonly minimumOrderQuantity: string | null;
  readonly packSize: string | null;
  readonly capacity: string | null;
  /** Days; the quote's where it is null. */
  readonly leadTimeDays: number | null;
  readonly countryOfOrigin: string | null;
  readonly hsCode: string | null;
  readonly offeredItem: string | null;
  readonly comment: string | null;
}

export interface PriceTier {
  readonly fromQuantity: string;
  readonly unitPrice: string;
}
