import { type Fixed, formatFixed, mulDiv, roundTo, sum } from '../../platform/kernel/fixed.ts';
import { DELIVERED_AND_PAID, priceInput } from './order-input.rules.ts';
import {
  type AskedLine,
  type ComparedQuote,
  type ComparisonEntry,
  type ComparisonInput,
  compareQuotes,
  type GapCode,
  type QuotedLine,
} from './scoring/index.ts';

/** How much of one asked line is to be ordered. */
export interface WantedLine {
  readonly lineNo: number;
  /** In the asked line's unit. */
  readonly quantity: Fixed;
  /** Whether it may be raised to what the quote is ranked with (minimum order quantity, packs, price breaks), or must be had exactly. */
  readonly mayRaise: boolean;
}

export interface OrderedLine {
  readonly lineNo: number;
  /** Which of the quote's answers to the line: its index among all lines of the quote. */
  readonly answer: number;
  /** In the asked line's unit, to six decimals. */
  readonly quantity: Fixed;
  /** In the quote's currency, unrounded. */
  readonly cost: Fixed;
}

/** Why a line, or the order as a whole (`lineNo` is null), cannot be had. */
export interface OrderProblem {
  readonly lineNo: number | null;
  readonly code: GapCode | 'NOT_ORDERABLE';
  readonly message: string;
}

export interface PricedOrder {
  readonly lines: readonly OrderedLine[];
  /** What the supplier is to be paid, in the quote's currency, unrounded: lines, fixed charges, what is missing to the minimum order value. */
  readonly total: Fixed;
  /** Empty for an order that can be placed. */
  readonly problems: readonly OrderProblem[];
}

const QUANTITY_DECIMALS = 6;

/** An answer of the quote with its index among all of them. */
interface Offer {
  readonly line: QuotedLine;
  readonly index: number;
}

/** The answer that counts for a line, with its quantity in the quote's unit. */
interface Choice {
  readonly index: number;
  readonly quantity: Fixed;
  readonly unit: string;
}

/**
 * Prices an order from one quote by the engine that ranked it. The quote is compared alone, first as in the
 * ranking, which settles the answer to each line and what it is raised to; then as if delivered and paid at
 * once, in its own currency, so that nothing but the supplier's price is left.
 */
export function priceOrder(
  input: ComparisonInput,
  quote: ComparedQuote,
  wanted: readonly WantedLine[],
): PricedOrder {
  const wants = new Map(wanted.map((want) => [want.lineNo, want]));
  const asked = input.rfq.lines.flatMap((line) => {
    const want = wants.get(line.lineNo);
    return want ? [{ ...line, quantity: want.quantity }] : [];
  });
  const offers = quote.lines
    .map((line, index): Offer => ({ line, index }))
    .filter(({ line }) => wants.has(line.lineNo));
  const ranked = choicesOf(
    compareAlone({ ...input, rfq: { ...input.rfq, lines: asked } }, quote, offers),
    offers,
  );

  const chosen = offers.filter(({ line, index }) => index === (ranked.get(line.lineNo)?.index ?? index));
  const raised = asked.map((line) => {
    const choice = wants.get(line.lineNo)?.mayRaise ? ranked.get(line.lineNo) : undefined;
    return choice ? { ...line, quantity: choice.quantity, unit: choice.unit } : line;
  });
  const entry = compareAlone(priceInput(input, quote, raised), { ...quote, ...DELIVERED_AND_PAID }, chosen);
  const choices = choicesOf(entry, chosen);
  const problems: OrderProblem[] = entry.gaps.map(({ lineNo, code, message }) => ({ lineNo, code, message }));
  const lines = asked.flatMap((line) => {
    const choice = choices.get(line.lineNo);
    if (!choice) return [];
    const ordered = orderedLine(input, entry, line, choice);
    if (!wants.get(line.lineNo)?.mayRaise && ordered.quantity !== line.quantity)
      problems.push(notOrderable(line, ordered.quantity));
    return [ordered];
  });
  return { lines, total: entry.total, problems };
}

function compareAlone(
  input: ComparisonInput,
  quote: ComparedQuote,
  offers: readonly Offer[],
): ComparisonEntry {
  const lines = offers.map((offer) => offer.line);
  const [entry] = compareQuotes({ ...input, quotes: [{ ...quote, lines }] }).entries;
  if (!entry) throw new Error('a comparison of one quote has no entry');
  return entry;
}

/** The counted answers by line. Compared lines stand in the order of the asked lines, and within one in that of the offers. */
function choicesOf(entry: ComparisonEntry, offers: readonly Offer[]): Map<number, Choice> {
  const choices = new Map<number, Choice>();
  const places = new Map<number, number>();
  for (const { lineNo, counted, orderedQuantity, unit } of entry.lines) {
    const place = places.get(lineNo) ?? 0;
    places.set(lineNo, place + 1);
    const offer = offers.filter(({ line }) => line.lineNo === lineNo)[place];
    if (counted && offer && orderedQuantity !== null && unit !== null)
      choices.set(lineNo, { index: offer.index, quantity: orderedQuantity, unit });
  }
  return choices;
}

function orderedLine(
  input: ComparisonInput,
  entry: ComparisonEntry,
  asked: AskedLine,
  { index, quantity, unit }: Choice,
): OrderedLine {
  const { lineNo } = asked;
  const goods = entry.ledger.filter((item) => item.component === 'GOODS' && item.lineNo === lineNo);
  return {
    lineNo,
    answer: index,
    quantity: roundTo(converted(input, quantity, unit, asked.unit), QUANTITY_DECIMALS),
    cost: sum(goods.map((item) => item.amount)),
  };
}

function converted({ rates }: ComparisonInput, quantity: Fixed, from: string, to: string): Fixed {
  if (from === to) return quantity;
  const factorOf = (code: string) => rates.units.find((unit) => unit.code === code)?.factor;
  const [source, target] = [factorOf(from), factorOf(to)];
  if (!source || !target) throw new Error(`${from} was priced but does not convert into ${to}`);
  return mulDiv(quantity, source, target);
}

function notOrderable({ lineNo, quantity, unit }: AskedLine, orderable: Fixed): OrderProblem {
  const message =
    `By its minimum order quantity and packs this quote delivers ${formatFixed(orderable)} ${unit} ` +
    `of line ${lineNo}, not ${formatFixed(quantity)}.`;
  return { lineNo, code: 'NOT_ORDERABLE', message };
}
