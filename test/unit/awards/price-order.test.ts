import { describe, expect, test } from 'vitest';
import { priceOrder, type WantedLine } from '../../../src/modules/comparison/order.rules.ts';
import { fixed, fixedInt, formatFixed, ONE } from '../../../src/platform/kernel/fixed.ts';
import {
  askedLine,
  comparison,
  type ComparisonParts,
  logisticsRate,
  priced,
  quote,
  quotedLine,
  tiers,
} from '../comparison/build-comparison.ts';

const wanted = (quantity: string, mayRaise = false, lineNo = 1): WantedLine => ({
  lineNo,
  quantity: fixed(quantity),
  mayRaise,
});

/** The order as text: "quantity@cost" for each line, the total, and the problems' codes. */
function ordered(parts: ComparisonParts, ...lines: readonly WantedLine[]) {
  const input = comparison(parts);
  const [offer] = input.quotes;
  if (!offer) throw new Error('an order from nobody');
  const order = priceOrder(input, offer, lines);
  return {
    lines: order.lines.map((line) => `${formatFixed(line.quantity)}@${formatFixed(line.cost)}`),
    total: formatFixed(order.total),
    problems: order.problems.map((problem) => problem.code),
  };
}

const line450 = askedLine({ quantity: fixedInt(450) });
const broken = quote({
  lines: [quotedLine({ unitPrice: null, tiers: tiers(['1', '5'], ['100', '4.6'], ['500', '3.9']) })],
});

describe('an order', () => {
  test('costs the price of exactly its quantity, not of the asked one', () => {
    const parts = { lines: [line450], quotes: [broken] };
    expect(ordered(parts, wanted('450'))).toMatchObject({ lines: ['450@2070'], total: '2070' });
    expect(ordered(parts, wanted('99'))).toMatchObject({ lines: ['99@495'], total: '495' });
  });

  test('is raised for a whole line as far as it is ranked with, and never otherwise', () => {
    const policy = { maxOverbuyPercent: fixedInt(12) };
    const parts = { lines: [line450], quotes: [broken], policy };
    expect(ordered(parts, wanted('450', true))).toEqual({ lines: ['500@1950'], total: '1950', problems: [] });
    expect(ordered(parts, wanted('450'))).toEqual({ lines: ['450@2070'], total: '2070', problems: [] });
  });

  test('raises a whole line to packs and minimum order quantity, and refuses any other quantity that does not suit them', () => {
    const offer = quotedLine({ packSize: fixedInt(100), minimumOrderQuantity: fixedInt(200) });
    const parts = { lines: [line450], quotes: [quote({ lines: [offer] })] };
    expect(ordered(parts, wanted('450', true))).toEqual({ lines: ['500@500'], total: '500', problems: [] });
    expect(ordered(parts, wanted('450')).problems).toEqual(['NOT_ORDERABLE']);
    expect(ordered(parts, wanted('100')).problems).toEqual(['NOT_ORDERABLE']);
    expect(ordered(parts, wanted('300')).problems).toEqual([]);
  });

  test('is refused beyond the capacity, below the first tier, and for lines that the quote does not price', () => {
    const limited = quote({ lines: [quotedLine({ capacity: fixedInt(100) })] });
    expect(ordered({ lines: [line450], quotes: [limited] }, wanted('101')).problems).toEqual([
      'CAPACITY_EXCEEDED',
    ]);
    const high = quote({ lines: [quotedLine({ unitPrice: null, tiers: tiers(['100', '1']) })] });
    expect(ordered({ lines: [line450], quotes: [high] }, wanted('99')).problems).toEqual([
      'BELOW_FIRST_TIER',
    ]);
    const declined = quote({ lines: [quotedLine({ bidType: 'DECLINE', unitPrice: null })] });
    expect(ordered({ lines: [line450], quotes: [declined] }, wanted('9')).problems).toEqual([
      'LINE_NOT_PRICED',
    ]);
  });

  test('counts in the asked unit what is quoted in another', () => {
    const dozens = quote({ lines: [quotedLine({ unit: 'DZN', unitPrice: fixedInt(6), packSize: ONE })] });
    const parts = { lines: [line450], quotes: [dozens] };
    expect(ordered(parts, wanted('450', true))).toMatchObject({ lines: ['456@228'], problems: [] });
    expect(ordered(parts, wanted('24'))).toMatchObject({ lines: ['24@12'], problems: [] });
    expect(ordered(parts, wanted('25')).problems).toEqual(['NOT_ORDERABLE']);
  });

  test('adds the quote’s fixed charges and what is missing to its minimum order value, in the quote’s currency', () => {
    const offer = priced('A', '2', {
      currency: 'GBP',
      fixedCharges: [{ label: 'Tooling', amount: fixedInt(30), currency: 'EUR' }],
      minimumOrderValue: { amount: fixedInt(50), currency: 'GBP' },
    });
    const fx = [
      { rateId: 'gbp', currency: 'GBP', multiplyBy: fixed('1.2'), divideBy: ONE },
      { rateId: 'eur', currency: 'EUR', multiplyBy: fixed('1.1'), divideBy: ONE },
    ];
    const parts = { lines: [askedLine({ quantity: fixedInt(10) })], quotes: [offer], rates: { fx } };
    // 10 × 2 + 30 to the minimum of 50, and 30 × 1.1 ÷ 1.2 of tooling.
    expect(ordered(parts, wanted('10'))).toEqual({ lines: ['10@20'], total: '77.5', problems: [] });
  });

  test('needs no exchange rate for its own currency, and names the one that a charge needs', () => {
    const offer = priced('A', '2', { currency: 'GBP' });
    const charged = { ...offer, fixedCharges: [{ label: 'Tooling', amount: ONE, currency: 'EUR' }] };
    expect(ordered({ quotes: [offer] }, wanted('3'))).toMatchObject({ total: '6', problems: [] });
    expect(ordered({ quotes: [charged] }, wanted('3')).problems).toEqual(['FX_RATE_MISSING']);
  });

  test('leaves freight, duty and payment terms out: they are not the supplier’s price', () => {
    const offer = priced('A', '7', {
      incoterm: 'EXW',
      shipFromCountry: 'CN',
      paymentSchedule: [{ percent: fixedInt(100), days: 90, anchor: 'DELIVERY' }],
    });
    const rates = { logistics: [logisticsRate('MAIN', 'PER_SHIPMENT', '1000')] };
    const policy = { costOfCapital: fixed('0.25') };
    expect(ordered({ quotes: [offer], rates, policy }, wanted('1'))).toMatchObject({
      total: '7',
      problems: [],
    });
  });

  test('takes the answer that is ranked where the quote has several', () => {
    const far = quotedLine({ bidType: 'ONE_OF_MULTIPLE', unitPrice: fixedInt(3) });
    const near = quotedLine({ bidType: 'ONE_OF_MULTIPLE', unitPrice: fixedInt(2) });
    const alternate = quotedLine({ bidType: 'ALTERNATE', unitPrice: ONE });
    const input = comparison({ quotes: [quote({ lines: [alternate, far, near] })] });
    const [offer] = input.quotes;
    expect(offer && priceOrder(input, offer, [wanted('1')]).lines.map((line) => line.answer)).toEqual([2]);
  });
});
