import {
  add,
  ceilTo,
  div,
  fixed,
  fixedInt,
  mul,
  ONE,
  sub,
  type Fixed,
} from '../../../platform/kernel/fixed.ts';
import type { AskedLine, BidType, QuotedLine } from './comparison-input.ts';
import type { ComparisonGap, TierAdvice } from './comparison-result.ts';
import type { Frame } from './frame.ts';
import { belowFirstTier, capacityExceeded, noCustomsValue, notPriced, unitMismatch } from './gaps.ts';
import { land, landingGaps, type Landed, type LandingTerms } from './landed-cost.ts';
import { candidates, orderable } from './price-breaks.ts';
import type { QuoteTerms } from './quote-terms.ts';
import { applyInverse, applyRatio, type Ratio } from './ratio.ts';
import { unitRatio } from './units.ts';

const HUNDRED = fixedInt(100);
const HUNDREDTH = fixed('0.01');

/** A quantity that could be ordered, landed. */
export interface PricedQuantity {
  /** In the quote's unit. */
  readonly quantity: Fixed;
  readonly askedUnits: Fixed;
  /** In the quote's currency, then in the comparison's. */
  readonly price: Fixed;
  readonly goods: Fixed;
  readonly landed: Landed;
}

/** One answer to one asked line with what it costs; `chosen` is null where it has no price. */
export interface CostedOffer {
  readonly offer: QuotedLine;
  readonly asked: AskedLine;
  readonly unit: string;
  readonly terms: LandingTerms | null;
  readonly chosen: PricedQuantity | null;
  readonly advice: readonly TierAdvice[];
  readonly gaps: readonly ComparisonGap[];
}

/** Whether a price of this kind answers what was asked; alternates and replacements stand beside it. */
export const answersAsked = (bidType: BidType): boolean =>
  bidType === 'WITHOUT_EXCEPTION' || bidType === 'WITH_EXCEPTION' || bidType === 'ONE_OF_MULTIPLE';

const hasPrice = (offer: QuotedLine): boolean =>
  (answersAsked(offer.bidType) || offer.bidType === 'ALTERNATE' || offer.bidType === 'REPLACEMENT') &&
  (offer.unitPrice !== null || offer.tiers.length > 0);

/** Picks the quantity to order and lands it; what is missing is a gap. */
export function costOffer(
  frame: Frame,
  quote: QuoteTerms,
  offer: QuotedLine,
  askedIndex: number,
): CostedOffer {
  const asked = frame.input.rfq.lines[askedIndex]!;
  const unit = offer.unit ?? asked.unit;
  if (!hasPrice(offer)) return unpriced(offer, asked, unit, [notPriced(asked.lineNo)]);
  if (!quote.fx) return unpriced(offer, asked, unit, quote.gaps);
  const toQuoteUnit = unitRatio(frame.units, asked.unit, unit);
  if (!toQuoteUnit) return unpriced(offer, asked, unit, [unitMismatch(asked.lineNo, asked.unit, unit)]);
  const terms = quote.ofLine(offer, asked, askedIndex);
  return choose(frame, { offer, asked, unit, terms, toQuoteUnit, fx: quote.fx, quoteGaps: quote.gaps });
}

function unpriced(
  offer: QuotedLine,
  asked: AskedLine,
  unit: string,
  gaps: readonly ComparisonGap[],
): CostedOffer {
  return { offer, asked, unit, terms: null, chosen: null, advice: [], gaps };
}

interface PricedOffer {
  readonly offer: QuotedLine;
  readonly asked: AskedLine;
  readonly unit: string;
  readonly terms: LandingTerms;
  readonly toQuoteUnit: Ratio;
  readonly fx: Ratio;
  /** Gaps of the quote as a whole, which leave no line comparable. */
  readonly quoteGaps: readonly ComparisonGap[];
}

/**
 * The cheapest landed quantity that covers the asked one within `maxOverbuyPercent`, and the cheaper ones
 * beyond as advice. More of something never has lower freight, so a larger quantity can only be cheaper if
 * its price is; by the same argument the choice line by line is also the best under a minimum order value.
 */
function choose(frame: Frame, priced: PricedOffer): CostedOffer {
  const { offer, asked, unit, terms, toQuoteUnit, fx } = priced;
  const wanted = applyRatio(asked.quantity, toQuoteUnit);
  const least = orderable(offer, wanted);
  const limit = overbuyLimit(frame, wanted);
  let chosen: PricedQuantity | null = null;
  const beyond: PricedQuantity[] = [];
  for (const { quantity, price } of candidates(offer, wanted)) {
    if (offer.capacity !== null && quantity > offer.capacity) break;
    const goods = applyRatio(price, fx);
    if (chosen && goods >= chosen.goods) continue;
    const askedUnits = quantity === wanted ? asked.quantity : applyInverse(quantity, toQuoteUnit);
    const landed = land(terms, goods, askedUnits);
    const option: PricedQuantity = { quantity, askedUnits, price, goods, landed };
    if (quantity > least && quantity > limit) beyond.push(option);
    else if (!chosen || landed.cost < chosen.landed.cost) chosen = option;
  }
  const advice: TierAdvice[] = [];
  for (const option of beyond) {
    if (!chosen || option.landed.cost < chosen.landed.cost)
      advice.push(advise(priced, wanted, option, chosen));
  }
  const gaps = chosen ? gapsOf(priced, chosen) : [unpricedGap(priced, least)];
  return { offer, asked, unit, terms, chosen, advice, gaps };
}

function gapsOf(
  { terms, asked, quoteGaps }: PricedOffer,
  { landed }: PricedQuantity,
): readonly ComparisonGap[] {
  const missing = landingGaps(terms);
  const gaps = quoteGaps.length === 0 ? missing : [...quoteGaps, ...missing];
  const contradictory = terms.duty.fraction !== 0n && landed.price > 0n && landed.customsValue === 0n;
  return contradictory ? [...gaps, noCustomsValue(asked.lineNo)] : gaps;
}

function unpricedGap({ offer, asked }: PricedOffer, least: Fixed): ComparisonGap {
  const tooMuch = offer.capacity !== null && least > offer.capacity;
  return tooMuch ? capacityExceeded(asked.lineNo) : belowFirstTier(asked.lineNo);
}

function overbuyLimit(frame: Frame, wanted: Fixed): Fixed {
  const { maxOverbuyPercent } = frame.input.rfq.policy;
  if (maxOverbuyPercent === 0n) return wanted;
  return add(wanted, mul(wanted, div(maxOverbuyPercent, HUNDRED)));
}

function advise(
  { asked, unit }: PricedOffer,
  wanted: Fixed,
  option: PricedQuantity,
  chosen: PricedQuantity | null,
): TierAdvice {
  return {
    lineNo: asked.lineNo,
    quantity: option.quantity,
    unit,
    goods: option.goods,
    cost: option.landed.cost,
    saving: chosen && sub(chosen.landed.cost, option.landed.cost),
    overbuyPercent: ceilTo(mul(sub(div(option.quantity, wanted), ONE), HUNDRED), HUNDREDTH),
  };
}
