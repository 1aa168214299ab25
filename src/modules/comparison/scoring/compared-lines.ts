import { div, type Fixed } from '../../../platform/kernel/fixed.ts';
import type { ComparedLine, ComparisonGap } from './comparison-result.ts';
import type { Frame } from './frame.ts';
import { isUnanswered, notPriced } from './gaps.ts';
import { answersAsked, costOffer, type CostedOffer } from './offer-cost.ts';
import type { QuoteTerms } from './quote-terms.ts';

/** A line whose rank is still to be given: it depends on the other quotes. */
export type UnrankedLine = { -readonly [Key in keyof ComparedLine]: ComparedLine[Key] };

/** A quote seen line by line, in the order of the asked lines. */
export interface ComparedAnswers {
  /** The answers that make up the quote's total. */
  readonly counted: readonly CostedOffer[];
  readonly lines: readonly UnrankedLine[];
  /** Whether the supplier left a line open. */
  readonly isPartial: boolean;
}

/**
 * Costs every answer and picks those that count: of several to one line, the cheapest to what was asked. Adds
 * to `gaps` what the quote lacks for its lines. Throws `RangeError` for a line that the RFQ does not have.
 */
export function compareLines(frame: Frame, terms: QuoteTerms, gaps: Set<ComparisonGap>): ComparedAnswers {
  const answers = answersByLine(frame, terms);
  const counted: CostedOffer[] = [];
  const lines: UnrankedLine[] = [];
  let isPartial = false;
  for (const [index, asked] of frame.input.rfq.lines.entries()) {
    const offers = answers[index] ?? [];
    const best = bestAnswer(offers);
    if (best) {
      counted.push(best);
      for (const missing of best.gaps) gaps.add(missing);
    } else {
      const attempt = offers.find((offer) => answersAsked(offer.offer.bidType));
      const missing = attempt?.gaps[0] ?? notPriced(asked.lineNo);
      gaps.add(missing);
      isPartial ||= isUnanswered(missing);
    }
    if (offers.length === 0) lines.push(silentLine(asked.lineNo));
    for (const offer of offers) lines.push(comparedLine(offer, offer === best));
  }
  return { counted, lines, isPartial };
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
