import fc from 'fast-check';
import type {
  AskedLine,
  ComparedQuote,
  ComparisonInput,
  ComparisonRates,
  Incoterm,
  Instalment,
  QuotedLine,
} from '../../../src/modules/comparison/scoring/index.ts';
import { fixed, div, fixedInt, type Fixed } from '../../../src/platform/kernel/fixed.ts';
import { askedLine, comparison, dutyRate, logisticsRate, quote, quotedLine } from './build-comparison.ts';

/** A decimal with so many digits after the point, between two whole numbers. */
const decimal = (min: number, max: number, digits: number): fc.Arbitrary<Fixed> =>
  fc.integer({ min: min * 10 ** digits, max: max * 10 ** digits }).map((scaled) => {
    const text = `${scaled}`.padStart(digits + 1, '0');
    return fixed(`${text.slice(0, -digits)}.${text.slice(-digits)}`);
  });

const whole = (min: number, max: number): fc.Arbitrary<Fixed> => fc.integer({ min, max }).map(fixedInt);
const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> =>
  fc.option(value, { freq: 2 });

const CURRENCIES = ['USD', 'EUR', 'CNY'] as const;
const currency = fc.constantFrom(...CURRENCIES);
const HS_CODES = ['850440', '940360', '010121'] as const;
const INCOTERMS: readonly Incoterm[] = [
  'EXW',
  'FCA',
  'FAS',
  'FOB',
  'CFR',
  'CPT',
  'CIF',
  'CIP',
  'DAP',
  'DPU',
  'DDP',
];

const asked: fc.Arbitrary<Omit<AskedLine, 'lineNo'>> = fc.record({
  quantity: whole(1, 60),
  unit: fc.constant('C62'),
  unitWeightKg: decimal(0, 3, 3),
  unitVolumeM3: fc.constant(null),
  hsCode: fc.constantFrom(...HS_CODES),
});

const tierList = fc
  .uniqueArray(fc.integer({ min: 2, max: 90 }), { maxLength: 4 })
  .chain((thresholds) =>
    fc
      .array(decimal(60, 100, 2), { minLength: thresholds.length, maxLength: thresholds.length })
      .map((prices) =>
        thresholds.map((from, index) => ({ fromQuantity: fixedInt(from), unitPrice: prices[index]! })),
      ),
  )
  .map((steps) => steps.toSorted((a, b) => Number(a.fromQuantity - b.fromQuantity)));

const offered: fc.Arbitrary<Partial<QuotedLine>> = fc.record({
  bidType: fc.constantFrom('WITHOUT_EXCEPTION', 'WITH_EXCEPTION'),
  unitPrice: decimal(70, 120, 4),
  priceBaseQuantity: fc.constantFrom(fixedInt(1), fixedInt(3)),
  tiers: tierList,
  tierKind: fc.constantFrom('ALL_UNITS', 'INCREMENTAL'),
  minimumOrderQuantity: maybe(whole(1, 40)),
  packSize: maybe(whole(1, 12)),
  leadTimeDays: maybe(fc.integer({ min: 0, max: 120 })),
});

const schedule: fc.Arbitrary<readonly Instalment[]> = fc.oneof(
  fc.constant([]),
  fc
    .tuple(
      fc.integer({ min: 0, max: 100 }),
      fc.integer({ min: -20, max: 90 }),
      fc.constantFrom<Instalment['anchor']>('ORDER', 'SHIPMENT', 'INVOICE', 'DELIVERY'),
    )
    .map(([percent, days, anchor]) => [
      { percent: fixedInt(percent), days: 0, anchor: 'ORDER' as const },
      { percent: fixedInt(100 - percent), days, anchor },
    ]),
);

const money = fc.record({ amount: decimal(0, 5000, 2), currency });

const header: fc.Arbitrary<Partial<ComparedQuote>> = fc.record({
  currency,
  incoterm: fc.constantFrom(...INCOTERMS),
  shipFromCountry: fc.constantFrom('CN', 'DE', 'US'),
  submittedAtMicros: fc.bigInt({ min: 0n, max: 5n }),
  paymentSchedule: schedule,
  earlyPayment: maybe(
    fc.record({ discountPercent: decimal(0, 5, 1), days: fc.integer({ min: 0, max: 30 }) }),
  ),
  leadTimeDays: fc.integer({ min: 0, max: 60 }),
  minimumOrderValue: maybe(money),
  fixedCharges: fc.array(
    money.map((amount) => ({ ...amount, label: 'Set-up' })),
    { maxLength: 2 },
  ),
});

const rates: fc.Arbitrary<Partial<ComparisonRates>> = fc
  .record({
    multiplyBy: decimal(1, 2, 4),
    divideBy: fc.tuple(decimal(1, 2, 4), decimal(5, 9, 4)),
    // Small beside the prices: a freight above the price that includes it would be a contradiction.
    perKg: fc.array(
      decimal(0, 1, 1).map((amount) => div(amount, fixedInt(10))),
      { minLength: 3, maxLength: 3 },
    ),
    perShipment: fc.array(decimal(0, 1, 2), { minLength: 3, maxLength: 3 }),
    premium: decimal(0, 2, 2),
    percents: fc.array(decimal(0, 25, 1), { minLength: 3, maxLength: 3 }),
    dutyBase: fc.constantFrom('FOB', 'CIF'),
    rateCurrency: currency,
  })
  .map((drawn) => ({
    fx: (['EUR', 'CNY'] as const).map((code, index) => ({
      rateId: code,
      currency: code,
      multiplyBy: drawn.multiplyBy,
      divideBy: drawn.divideBy[index]!,
    })),
    logistics: [
      ...(['ORIGIN', 'MAIN', 'DESTINATION'] as const).flatMap((step, index) => [
        { ...logisticsRate(step, 'PER_KG', '0'), amount: drawn.perKg[index]!, currency: drawn.rateCurrency },
        { ...logisticsRate(step, 'PER_SHIPMENT', '0'), amount: drawn.perShipment[index]! },
      ]),
      { ...logisticsRate('INSURANCE', 'PERCENT_OF_VALUE', '0'), amount: drawn.premium },
    ],
    duties: HS_CODES.map((hsPrefix, index) => ({
      ...dutyRate('0', { rateId: hsPrefix, hsPrefix }),
      percent: drawn.percents[index]!,
    })),
    dutyBase: drawn.dutyBase,
    customsUnions: [],
  }));

/** Comparisons in which every quote is complete and every rate is known. */
export const completeComparison: fc.Arbitrary<ComparisonInput> = fc
  .tuple(fc.array(asked, { minLength: 1, maxLength: 3 }), rates, decimal(0, 1, 2), whole(0, 60))
  .chain(([lines, given, costOfCapital, maxOverbuyPercent]) => {
    const answers = fc.array(offered, { minLength: lines.length, maxLength: lines.length });
    return fc.array(fc.tuple(header, answers), { minLength: 1, maxLength: 5 }).map((drawn) =>
      comparison({
        policy: { costOfCapital, maxOverbuyPercent },
        lines: lines.map((line, index) => askedLine({ ...line, lineNo: index + 1 })),
        quotes: drawn.map(([head, offers], quoteIndex) =>
          quote({
            ...head,
            quoteId: `q${quoteIndex}`,
            lines: offers.map((offer, index) => quotedLine({ ...offer, lineNo: index + 1 })),
          }),
        ),
        rates: given,
      }),
    );
  });

/** The same, but some answers are declined, alternates or left out, some quotes disqualified and some rates missing. */
export const anyComparison: fc.Arbitrary<ComparisonInput> = fc
  .tuple(completeComparison, fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 20, maxLength: 20 }))
  .map(([input, dice]) => {
    const roll = (index: number): number => dice[index % dice.length]!;
    return {
      ...input,
      quotes: input.quotes.map((each, quoteIndex) => ({
        ...each,
        disqualified: roll(quoteIndex) === 0 ? 'Not eligible' : null,
        shipFromCountry: roll(quoteIndex + 1) === 1 ? null : each.shipFromCountry,
        lines: each.lines
          .filter((_, index) => roll(quoteIndex * 3 + index) !== 2)
          .map((line, index) => ({
            ...line,
            bidType: roll(quoteIndex * 5 + index) === 3 ? 'ALTERNATE' : line.bidType,
          })),
      })),
      rates: {
        ...input.rates,
        fx: input.rates.fx.filter((_, index) => roll(index + 7) !== 4),
        logistics: input.rates.logistics.filter((_, index) => roll(index + 9) !== 5),
      },
    };
  });
