import { add, div, fixedInt, mul, ZERO, type Fixed } from '../../../platform/kernel/fixed.ts';
import type { ComparedQuote, QuotedLine } from './comparison-input.ts';
import type { ComparedLine, ComparisonGap, LedgerItem, TierAdvice } from './comparison-result.ts';
import type { Frame } from './frame.ts';
import {
  answersAsked,
  costOffer,
  noCustomsValue,
  notPriced,
  type CostedOffer,
  type PricedQuantity,
} from './offer-cost.ts';
import { LandingTally } from './landing-tally.ts';
import { QuoteTerms } from './quote-terms.ts';
import { costShipment } from './shipment-cost.ts';

/** A line whose rank is still to be given: it depends on the other quotes. */
export type UnrankedLine = { -readonly [Key in keyof ComparedLine]: ComparedLine[Key] };

/** A quote with its ledger, before any look at other quotes. */
export interface CostedQuote {
  readonly quote: ComparedQuote;
  readonly total: Fixed;
  readonly leadTimeDays: number;
  readonly ledger: readonly LedgerItem[];
  readonly lines: readonly UnrankedLine[];
  /** How many asked lines have no counted answer. */
  readonly openLines: number;
  readonly gaps: readonly ComparisonGap[];
  readonly advice: readonly TierAdvice[];
}

/**
 * Costs one quote by itself. Where it answers a line several times, the cheapest answer to what was asked
 * counts. Throws `RangeError` for a line that the RFQ does not have.
 */
export function costQuote(frame: Frame, quote: ComparedQuote): CostedQuote {
  const terms = new QuoteTerms(frame, quote);
  const gaps = new Set(terms.gaps);
  const { counted, lines } = compareLines(frame, answersByLine(frame, terms), gaps);
  const leadTimeDays = leadTimeOf(quote, counted);
  const ledger = writeLedger(frame, terms, counted, gaps);
  const perDay = frame.input.rfq.policy.leadTimeCostPerDay;
  if (perDay !== null && counted.length > 0) ledger.push(leadTimeItem(leadTimeDays, perDay));
  return {
    quote,
    total: totalOf(ledger),
    leadTimeDays,
    ledger,
    lines,
    openLines: frame.input.rfq.lines.length - counted.length,
    gaps: [...gaps],
    advice: counted.flatMap((offer) => offer.advice),
  };
}

function writeLedger(
  frame: Frame,
  terms: QuoteTerms,
  counted: readonly CostedOffer[],
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
  costShipment(frame, terms, goods, tally, ledger, gaps);
  if (tally.writeTo(ledger) < 0n) gaps.add(noCustomsValue(null));
  return ledger;
}

function totalOf(ledger: readonly LedgerItem[]): Fixed {
  let total = ZERO;
  for (const item of ledger) total = add(total, item.amount);
  return total;
}

function answersByLine(frame: Frame, terms: QuoteTerms): readonly (readonly CostedOffer[] | undefined)[] {
  const answers: CostedOffer[][] = [];
  for (const offer of terms.quote.lines) {
    const index = frame.askedIndexes.get(offer.lineNo);
    if (index === undefined) throw new RangeError(`quote ${terms.quote.quoteId} answers no line of the RFQ`);
    (answers[index] ??= []).push(costOffer(frame, terms, offer, index));
  }
  return answers;
}

interface ComparedAnswers {
  readonly counted: readonly CostedOffer[];
  readonly lines: readonly UnrankedLine[];
}

function compareLines(
  frame: Frame,
  answers: readonly (readonly CostedOffer[] | undefined)[],
  gaps: Set<ComparisonGap>,
): ComparedAnswers {
  const counted: CostedOffer[] = [];
  const lines: UnrankedLine[] = [];
  for (const [index, asked] of frame.input.rfq.lines.entries()) {
    const offers = answers[index] ?? [];
    const best = bestAnswer(offers);
    if (best) {
      counted.push(best);
      for (const missing of best.gaps) gaps.add(missing);
    } else {
      const attempt = offers.find((offer) => answersAsked(offer.offer.bidType));
      gaps.add(attempt?.gaps[0] ?? notPriced(asked.lineNo));
    }
    if (offers.length === 0) lines.push(silentLine(asked.lineNo));
    for (const offer of offers) lines.push(comparedLine(offer, offer === best));
  }
  return { counted, lines };
}

/** The answer that counts: among those to what was asked, the cheapest; one without gaps before one with. */
function bestAnswer(offers: readonly CostedOffer[]): CostedOffer | null {
  let best: CostedOffer | null = null;
  for (const offer of offers) {
    if (!offer.chosen || !answersAsked(offer.offer.bidType)) continue;
    if (!best?.chosen || isBetter(offer, offer.chosen.landed.cost, best, best.chosen.landed.cost))
      best = offer;
  }
  return best;
}

function isBetter(a: CostedOffer, aCost: Fixed, b: CostedOffer, bCost: Fixed): boolean {
  const aKnown = a.gaps.length === 0;
  return aKnown === (b.gaps.length === 0) ? aCost < bCost : aKnown;
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

function comparedLine({ offer, asked, unit, chosen, gaps }: CostedOffer, counted: boolean): UnrankedLine {
  return {
    lineNo: asked.lineNo,
    bidType: offer.bidType,
    counted,
    orderedQuantity: chosen && chosen.quantity,
    unit,
    unitPrice: chosen && div(chosen.goods, chosen.askedUnits),
    cost: chosen && gaps.length === 0 ? chosen.landed.cost : null,
    rank: null,
    gap: gaps[0] ?? null,
  };
}

function silentLine(lineNo: number): UnrankedLine {
  return {
    lineNo,
    bidType: null,
    counted: false,
    orderedQuantity: null,
    unit: null,
    unitPrice: null,
    cost: null,
    rank: null,
    gap: notPriced(lineNo),
  };
}
