import { add, div, fixedInt, mul, ZERO, type Fixed } from '../../../platform/kernel/fixed.ts';
import { compareLines, type UnrankedLine } from './compared-lines.ts';
import type { ComparedQuote, QuotedLine } from './comparison-input.ts';
import type { ComparisonGap, LedgerItem, TierAdvice } from './comparison-result.ts';
import type { Frame } from './frame.ts';
import { noCustomsValue } from './gaps.ts';
import { LandingTally } from './landing-tally.ts';
import type { CostedOffer, PricedQuantity } from './offer-cost.ts';
import { QuoteTerms } from './quote-terms.ts';
import { costShipment } from './shipment-cost.ts';

/** A quote with its ledger, before any look at other quotes. */
export interface CostedQuote {
  readonly quote: ComparedQuote;
  readonly total: Fixed;
  readonly leadTimeDays: number;
  readonly ledger: readonly LedgerItem[];
  readonly lines: readonly UnrankedLine[];
  /** Whether the supplier left a line open. */
  readonly isPartial: boolean;
  /** How many asked lines are in the total. */
  readonly countedLines: number;
  readonly gaps: readonly ComparisonGap[];
  readonly advice: readonly TierAdvice[];
}

/**
 * Costs one quote by itself, whatever else was bid. Throws `RangeError` for a line that the RFQ does not have.
 */
export function costQuote(frame: Frame, quote: ComparedQuote): CostedQuote {
  const terms = new QuoteTerms(frame, quote);
  const gaps = new Set(terms.gaps);
  const { counted, lines, isPartial } = compareLines(frame, terms, gaps);
  const leadTimeDays = leadTimeOf(quote, counted);
  const ledger = writeLedger(frame, terms, counted, leadTimeDays, gaps);
  const perDay = frame.input.rfq.policy.leadTimeCostPerDay;
  if (perDay !== null && counted.length > 0) ledger.push(leadTimeItem(leadTimeDays, perDay));
  return {
    quote,
    total: totalOf(ledger),
    leadTimeDays,
    ledger,
    lines,
    isPartial,
    countedLines: counted.length,
    gaps: [...gaps],
    advice: counted.flatMap((offer) => offer.advice),
  };
}

function writeLedger(
  frame: Frame,
  terms: QuoteTerms,
  counted: readonly CostedOffer[],
  leadTimeDays: number,
  gaps: Set<ComparisonGap>,
): LedgerItem[] {
  const ledger: LedgerItem[] = [];
  if (counted.length === 0) return ledger;
  const tally = new LandingTally();
  let goods = ZERO;
  for (const { offer, asked, terms: landing, chosen } of counted) {
    if (!landing || !chosen) continue;
    goods = add(goods, chosen.goods);
    ledger.push(goodsItem(terms.quote.currency, offer, asked.lineNo, chosen));
    tally.add(landing, chosen.landed);
  }
  costShipment(frame, terms, goods, leadTimeDays, tally, ledger, gaps);
  if (tally.writeTo(ledger) < 0n) gaps.add(noCustomsValue(null));
  return ledger;
}

function totalOf(ledger: readonly LedgerItem[]): Fixed {
  let total = ZERO;
  for (const item of ledger) total = add(total, item.amount);
  return total;
}

function goodsItem(currency: string, offer: QuotedLine, lineNo: number, chosen: PricedQuantity): LedgerItem {
  const stepped = offer.tierKind === 'INCREMENTAL' && offer.tiers.length > 0;
  return {
    component: 'GOODS',
    lineNo,
    amount: chosen.goods,
    originalAmount: chosen.price,
    originalCurrency: currency,
    basis: stepped ? 'INCREMENTAL_TIERS' : 'UNIT_PRICE',
    measure: chosen.quantity,
    rate: div(chosen.price, chosen.quantity),
    reference: null,
  };
}

function leadTimeOf(quote: ComparedQuote, counted: readonly CostedOffer[]): number {
  if (counted.length === 0) return quote.leadTimeDays;
  return Math.max(...counted.map(({ offer }) => offer.leadTimeDays ?? quote.leadTimeDays));
}

function leadTimeItem(days: number, perDay: Fixed): LedgerItem {
  return {
    component: 'LEAD_TIME',
    lineNo: null,
    amount: mul(fixedInt(days), perDay),
    originalAmount: null,
    originalCurrency: null,
    basis: 'PER_DAY',
    measure: fixedInt(days),
    rate: perDay,
    reference: null,
  };
}
