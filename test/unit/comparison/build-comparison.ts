import {
  compareQuotes,
  EUROPEAN_UNION,
  type AskedLine,
  type ComparedQuote,
  type ComparisonEntry,
  type ComparisonInput,
  type ComparisonPolicy,
  type ComparisonRates,
  type CostComponent,
  type DutyRate,
  type LogisticsBasis,
  type LogisticsComponent,
  type LogisticsRate,
  type PriceTier,
  type QuotedLine,
  type UnitDefinition,
} from '../../../src/modules/comparison/scoring/index.ts';
import { fixed, fixedInt, formatRounded, sum, ZERO, type Fixed } from '../../../src/platform/kernel/fixed.ts';

/** Every piece has defaults under which nothing but the price matters: delivered, one country, one currency. */
export function askedLine(overrides: Partial<AskedLine> = {}): AskedLine {
  return {
    lineNo: 1,
    quantity: fixedInt(1),
    unit: 'C62',
    unitWeightKg: null,
    unitVolumeM3: null,
    hsCode: null,
    ...overrides,
  };
}

export function quotedLine(overrides: Partial<QuotedLine> = {}): QuotedLine {
  return {
    lineNo: 1,
    bidType: 'WITHOUT_EXCEPTION',
    unitPrice: fixedInt(1),
    priceBaseQuantity: fixedInt(1),
    unit: null,
    tiers: [],
    tierKind: 'ALL_UNITS',
    minimumOrderQuantity: null,
    packSize: null,
    capacity: null,
    leadTimeDays: null,
    countryOfOrigin: null,
    hsCode: null,
    ...overrides,
  };
}

export function quote(overrides: Partial<ComparedQuote> = {}): ComparedQuote {
  const quoteId = overrides.quoteId ?? 'A';
  return {
    quoteId,
    supplierId: `supplier of ${quoteId}`,
    submittedAtMicros: 1_767_225_600_000_000n,
    currency: 'USD',
    incoterm: 'DAP',
    shipFromCountry: 'US',
    paymentSchedule: [],
    earlyPayment: null,
    leadTimeDays: 0,
    minimumOrderValue: null,
    fixedCharges: [],
    disqualified: null,
    criterionValues: [],
    lines: [quotedLine()],
    ...overrides,
  };
}

/** A quote of one line at a price. */
export function priced(
  quoteId: string,
  unitPrice: string,
  overrides: Partial<ComparedQuote> = {},
): ComparedQuote {
  return quote({ quoteId, lines: [quotedLine({ unitPrice: fixed(unitPrice) })], ...overrides });
}

export const tiers = (...steps: readonly (readonly [from: string, price: string])[]): readonly PriceTier[] =>
  steps.map(([from, price]) => ({ fromQuantity: fixed(from), unitPrice: fixed(price) }));

export function logisticsRate(
  step: LogisticsComponent,
  basis: LogisticsBasis,
  amount: string,
  overrides: Partial<LogisticsRate> = {},
): LogisticsRate {
  return {
    rateId: `${step} ${basis}`,
    component: step,
    origin: '*',
    destination: '*',
    basis,
    amount: fixed(amount),
    currency: 'USD',
    ...overrides,
  };
}

export function dutyRate(percent: string, overrides: Partial<DutyRate> = {}): DutyRate {
  return {
    rateId: 'duty',
    origin: '*',
    destination: '*',
    hsPrefix: '',
    percent: fixed(percent),
    ...overrides,
  };
}

export const UNITS: readonly UnitDefinition[] = [
  { code: 'C62', dimension: 'COUNT', factor: fixedInt(1) },
  { code: 'DZN', dimension: 'COUNT', factor: fixedInt(12) },
  { code: 'KGM', dimension: 'MASS', factor: fixedInt(1) },
  { code: 'TNE', dimension: 'MASS', factor: fixedInt(1000) },
  { code: 'LTR', dimension: 'VOLUME', factor: fixed('0.001') },
  { code: 'ZZ', dimension: 'COUNT', factor: fixedInt(1) },
];

export interface ComparisonParts {
  readonly currency?: string;
  readonly deliverToCountry?: string;
  readonly policy?: Partial<ComparisonPolicy>;
  readonly lines?: readonly AskedLine[];
  readonly quotes: readonly ComparedQuote[];
  readonly rates?: Partial<ComparisonRates>;
}

export function comparison(parts: ComparisonParts): ComparisonInput {
  return {
    rfq: {
      currency: parts.currency ?? 'USD',
      deliverToCountry: parts.deliverToCountry ?? 'US',
      valuationDate: '2026-01-01',
      policy: {
        method: 'LOWEST_LANDED_COST',
        costOfCapital: ZERO,
        maxOverbuyPercent: ZERO,
        leadTimeCostPerDay: null,
        criteria: [],
        ...parts.policy,
      },
      lines: parts.lines ?? [askedLine()],
    },
    quotes: parts.quotes,
    rates: {
      fx: [],
      units: UNITS,
      logistics: [],
      duties: [],
      customsUnions: [EUROPEAN_UNION],
      dutyBase: 'FOB',
      ...parts.rates,
    },
  };
}

/** The entries by quote id. */
export function compared(parts: ComparisonParts): ReadonlyMap<string, ComparisonEntry> {
  return new Map(compareQuotes(comparison(parts)).entries.map((entry) => [entry.quoteId, entry]));
}

/** The one entry of a comparison of one quote. */
export function comparedAlone(parts: ComparisonParts): ComparisonEntry {
  const [entry] = compareQuotes(comparison(parts)).entries;
  if (!entry) throw new Error('a comparison of no quotes');
  return entry;
}

/** Quote ids in the result's order. */
export const order = (parts: ComparisonParts): readonly string[] =>
  compareQuotes(comparison(parts)).entries.map((entry) => entry.quoteId);

export const cents = (value: Fixed | null): string => (value === null ? 'none' : formatRounded(value, 2));

/** What a ledger holds under a component, to the cent; "none" where it has no such item. */
export function component(entry: ComparisonEntry, name: CostComponent): string {
  const items = entry.ledger.filter((item) => item.component === name);
  return items.length === 0 ? 'none' : cents(sum(items.map((item) => item.amount)));
}

export const gapCodes = (entry: ComparisonEntry): readonly string[] => entry.gaps.map((gap) => gap.code);
