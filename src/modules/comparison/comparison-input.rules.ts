import { type Fixed, fixed, mul } from '../../platform/kernel/fixed.ts';
import type { OpenedQuote, QuoteLine } from '../quotes/index.ts';
import type { ComparisonPolicy, RfqLineRecord } from '../rfqs/index.ts';
import { type ComparisonBasis, ratesOf } from './comparison-basis.rules.ts';
import type { ComparableRfq } from './rate-needs.rules.ts';
import type {
  AskedLine,
  ComparedQuote,
  ComparisonInput,
  ComparisonPolicy as ScoringPolicy,
  QuotedLine,
  UnitDefinition,
} from './scoring/index.ts';

/** The scoring's input: records become exact values, in an order of their own. */
export function comparisonInput(
  { rfq, lines, quotes }: ComparableRfq,
  basis: ComparisonBasis,
  policy: ComparisonPolicy,
): ComparisonInput {
  const rates = ratesOf(basis.rates);
  return {
    rfq: {
      currency: rfq.currency,
      deliverToCountry: rfq.deliverToCountry,
      valuationDate: basis.ratesAsOf,
      policy: scoringPolicy(policy, basis.rates.costOfCapital),
      lines: lines.map((line) => askedLine(line, rates.units)),
    },
    quotes: quotes
      .map(comparedQuote)
      .toSorted((a, b) => (a.quoteId < b.quoteId ? -1 : Number(a.quoteId > b.quoteId))),
    rates,
  };
}

function scoringPolicy(policy: ComparisonPolicy, partnersCostOfCapital: string | null): ScoringPolicy {
  return {
    method: policy.method,
    costOfCapital: fixed(policy.costOfCapital ?? partnersCostOfCapital ?? '0'),
    maxOverbuyPercent: fixed(policy.maxOverbuyPercent),
    leadTimeCostPerDay: null,
    criteria: policy.criteria.map(({ name, weight, best, worst }) => ({
      name,
      kind: name === 'COST' || name === 'LEAD_TIME' ? name : 'VALUE',
      best: fixed(best),
      worst: fixed(worst),
      weight: fixed(weight),
    })),
  };
}

const optional = (text: string | null): Fixed | null => (text === null ? null : fixed(text));

function askedLine(line: RfqLineRecord, units: readonly UnitDefinition[]): AskedLine {
  const inBaseUnit = (value: string | null, unit: string | null): Fixed | null => {
    const factor = units.find((known) => known.code === unit)?.factor;
    return value === null || factor === undefined ? null : mul(fixed(value), factor);
  };
  return {
    lineNo: line.lineNo,
    quantity: fixed(line.quantity),
    unit: line.unit,
    unitWeightKg: inBaseUnit(line.unitWeightValue, line.unitWeightUnit),
    unitVolumeM3: inBaseUnit(line.unitVolumeValue, line.unitVolumeUnit),
    hsCode: line.hsCode,
  };
}

function comparedQuote(quote: OpenedQuote): ComparedQuote {
  return {
    quoteId: quote.quoteId,
    supplierId: quote.supplierId,
    submittedAtMicros: BigInt(quote.submittedAt.getTime()) * 1000n,
    currency: quote.currency,
    incoterm: quote.incoterm,
    shipFromCountry: quote.shipFrom,
    paymentSchedule: quote.paymentSchedule.map((instalment) => ({
      ...instalment,
      percent: fixed(instalment.percent),
    })),
    earlyPayment: quote.earlyPayment && {
      days: quote.earlyPayment.days,
      discountPercent: fixed(quote.earlyPayment.discountPercent),
    },
    leadTimeDays: quote.leadTimeDays,
    minimumOrderValue:
      quote.minimumOrderAmount === null
        ? null
        : {
            amount: fixed(quote.minimumOrderAmount),
            currency: quote.minimumOrderCurrency ?? quote.currency,
          },
    fixedCharges: quote.fixedCharges.map(({ label, amount }) => ({
      label,
      amount: fixed(amount.amount),
      currency: amount.currency,
    })),
    disqualified: outOfTheRunning(quote),
    criterionValues: [],
    lines: quote.lines.map(quotedLine),
  };
}

function outOfTheRunning({ state, stateReason }: OpenedQuote): string | null {
  if (state === 'DISQUALIFIED') return stateReason ?? 'Disqualified.';
  if (state === 'INVALID') return stateReason ?? 'The request was amended after this quote.';
  return null;
}

function quotedLine(line: QuoteLine): QuotedLine {
  return {
    lineNo: line.lineNo,
    bidType: line.bidType,
    unitPrice: optional(line.unitPrice),
    priceBaseQuantity: fixed(line.priceBaseQuantity),
    unit: line.unit,
    tiers: line.tiers.map(({ fromQuantity, unitPrice }) => ({
      fromQuantity: fixed(fromQuantity),
      unitPrice: fixed(unitPrice),
    })),
    tierKind: line.tierKind,
    minimumOrderQuantity: optional(line.minimumOrderQuantity),
    packSize: optional(line.packSize),
    capacity: optional(line.capacity),
    leadTimeDays: line.leadTimeDays,
    countryOfOrigin: line.countryOfOrigin,
    hsCode: line.hsCode,
  };
}
