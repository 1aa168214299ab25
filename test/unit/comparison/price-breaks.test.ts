import { describe, expect, test } from 'vitest';
import { fixed, fixedInt, formatFixed } from '../../../src/platform/kernel/fixed.ts';
import type { QuotedLine } from '../../../src/modules/comparison/scoring/index.ts';
import {
  askedLine,
  cents,
  comparedAlone,
  component,
  gapCodes,
  logisticsRate,
  quote,
  quotedLine,
  tiers,
  type ComparisonParts,
} from './build-comparison.ts';

const STEPS = tiers(['1', '5.00'], ['100', '4.60'], ['500', '3.90']);

/** One line of so much, quoted as given. */
function compare(quantity: string, line: Partial<QuotedLine>, parts: Partial<ComparisonParts> = {}) {
  const entry = comparedAlone({
    lines: [askedLine({ quantity: fixed(quantity) })],
    quotes: [quote({ lines: [quotedLine({ unitPrice: null, ...line })] })],
    ...parts,
  });
  const [first] = entry.lines;
  const ordered = first?.orderedQuantity ?? null;
  return { entry, total: cents(entry.total), ordered: ordered === null ? 'none' : formatFixed(ordered) };
}

describe('all-units price breaks', () => {
  test('ranks the asked quantity and advises the cheaper larger one', () => {
    const { entry, total, ordered } = compare('450', { tiers: STEPS });
    expect([ordered, total]).toEqual(['450', '2070.00']);
    expect(entry.advice).toHaveLength(1);
    const [advice] = entry.advice;
    expect(formatFixed(advice!.quantity)).toBe('500');
    expect(cents(advice!.goods)).toBe('1950.00');
    expect(cents(advice!.saving)).toBe('120.00');
    expect(formatFixed(advice!.overbuyPercent)).toBe('11.12');
  });

  test.each([
    ['11.11', '450', '2070.00'],
    ['11.12', '500', '1950.00'],
  ])('with a tolerance of %s %% ranks %s', (percent, expectedQuantity, expectedTotal) => {
    const policy = { maxOverbuyPercent: fixed(percent) };
    const { total, ordered } = compare('450', { tiers: STEPS }, { policy });
    expect([ordered, total]).toEqual([expectedQuantity, expectedTotal]);
  });

  test('neither ranks nor advises the larger quantity where its freight eats the saving', () => {
    const { entry, total, ordered } = compare(
      '450',
      { tiers: STEPS },
      {
        quotes: [quote({ incoterm: 'FCA', lines: [quotedLine({ unitPrice: null, tiers: STEPS })] })],
        policy: { maxOverbuyPercent: fixedInt(50) },
        rates: {
          logistics: [
            logisticsRate('MAIN', 'PER_UNIT', '3.00'),
            logisticsRate('INSURANCE', 'PER_UNIT', '0'),
            logisticsRate('DESTINATION', 'PER_UNIT', '0'),
          ],
        },
      },
    );
    expect([ordered, total]).toEqual(['450', '3420.00']);
    expect(entry.advice).toEqual([]);
    expect(component(entry, 'MAIN')).toBe('1350.00');
  });

  test('takes the tier’s price from its threshold on', () => {
    expect(compare('99.999999', { tiers: STEPS }).total).toBe('500.00');
    expect(compare('100', { tiers: STEPS }).total).toBe('460.00');
    expect(compare('500', { tiers: STEPS }).total).toBe('1950.00');
  });

  test('does not depend on the order in which tiers are stated', () => {
    expect(compare('450', { tiers: STEPS.toReversed() })).toEqual(compare('450', { tiers: STEPS }));
  });

  test('takes a unit price beside tiers up to the first tier', () => {
    const line = { unitPrice: fixed('6'), tiers: tiers(['100', '4.60']) };
    expect(compare('10', line).total).toBe('60.00');
    expect(compare('100', line).total).toBe('460.00');
  });

  test('leaves a quantity below the first tier unpriced, and says what could be bought', () => {
    const { entry, ordered } = compare('80', { tiers: tiers(['100', '4.60']) });
    expect(ordered).toBe('none');
    expect(gapCodes(entry)).toEqual(['BELOW_FIRST_TIER']);
    expect(entry.rank).toBeNull();
  });

  test('ranks the first tier’s quantity where the tolerance reaches it', () => {
    const policy = { maxOverbuyPercent: fixedInt(25) };
    const { total, ordered, entry } = compare('80', { tiers: tiers(['100', '4.60']) }, { policy });
    expect([ordered, total, entry.rank]).toEqual(['100', '460.00', 1]);
  });
});

describe('minimum order quantity, packs and capacity', () => {
  test('raises to the minimum first, then to whole packs', () => {
    const line = { unitPrice: fixed('2'), minimumOrderQuantity: fixedInt(50), packSize: fixedInt(12) };
    expect(compare('10', line).ordered).toBe('60');
    expect(compare('61', line).ordered).toBe('72');
    expect(compare('72', line).ordered).toBe('72');
  });

  test('makes a tier’s threshold orderable before it is a candidate', () => {
    const line = { tiers: tiers(['1', '5'], ['100', '4']), packSize: fixedInt(30) };
    const policy = { maxOverbuyPercent: fixedInt(100) };
    expect(compare('91', line, { policy }).ordered).toBe('120');
    expect(compare('91', line, { policy }).total).toBe('480.00');
  });

  test('orders the minimum whatever the tolerance', () => {
    expect(compare('10', { unitPrice: fixed('2'), minimumOrderQuantity: fixedInt(50) }).total).toBe('100.00');
  });

  test('ranks no quote that cannot deliver the quantity, and advises none beyond the capacity', () => {
    const short = compare('450', { tiers: STEPS, capacity: fixedInt(449) }).entry;
    expect(gapCodes(short)).toEqual(['CAPACITY_EXCEEDED']);
    expect(short.rank).toBeNull();
    expect(compare('450', { tiers: STEPS, capacity: fixedInt(450) }).total).toBe('2070.00');
    expect(compare('450', { tiers: STEPS, capacity: fixedInt(499) }).entry.advice).toEqual([]);
    expect(compare('450', { tiers: STEPS, capacity: fixedInt(500) }).entry.advice).toHaveLength(1);
  });
});

describe('incremental price breaks', () => {
  test('price each slice at its own tier, the first from zero on', () => {
    // 100 at 5.00 and 350 at 4.60.
    expect(compare('450', { tiers: STEPS, tierKind: 'INCREMENTAL' }).total).toBe('2110.00');
  });

  test('never make a larger quantity cheaper, so nothing is advised', () => {
    expect(compare('450', { tiers: STEPS, tierKind: 'INCREMENTAL' }).entry.advice).toEqual([]);
  });

  test('take a unit price up to the first tier', () => {
    const line = { unitPrice: fixed('6'), tiers: tiers(['100', '4.60']), tierKind: 'INCREMENTAL' } as const;
    expect(compare('150', line).total).toBe('830.00');
  });

  test('cost the same whatever unit they are quoted in', () => {
    const inPieces = compare('450', { tiers: tiers(['12', '5'], ['120', '4']), tierKind: 'INCREMENTAL' });
    const inDozens = compare('450', {
      tiers: tiers(['1', '60'], ['10', '48']),
      tierKind: 'INCREMENTAL',
      unit: 'DZN',
    });
    expect(inDozens.total).toBe(inPieces.total);
  });
});

describe('units and price bases', () => {
  test('prices a base quantity', () => {
    expect(compare('450', { unitPrice: fixed('125'), priceBaseQuantity: fixedInt(1000) }).total).toBe(
      '56.25',
    );
  });

  test('converts inside one dimension, minimums and packs in the quote’s unit', () => {
    const { entry, total, ordered } = compare(
      '1500',
      { unitPrice: fixed('800'), unit: 'TNE', packSize: fixedInt(1) },
      { lines: [askedLine({ quantity: fixedInt(1500), unit: 'KGM' })] },
    );
    expect([ordered, total]).toEqual(['2', '1600.00']);
    expect(cents(entry.lines[0]!.unitPrice)).toBe('0.80');
  });

  test.each([
    ['C62', 'KGM'],
    ['ZZ', 'C62'],
    ['C62', 'ZZ'],
    ['C62', 'QQQ'],
  ])('does not convert %s into %s', (asked, quoted) => {
    const { entry } = compare(
      '1',
      { unitPrice: fixed('1'), unit: quoted },
      { lines: [askedLine({ unit: asked })] },
    );
    expect(gapCodes(entry)).toEqual(['UNIT_MISMATCH']);
    expect(entry.rank).toBeNull();
  });

  test('takes equal units as they are, mutually defined ones too', () => {
    const lines = [askedLine({ quantity: fixedInt(3), unit: 'ZZ' })];
    expect(compare('3', { unitPrice: fixed('7'), unit: 'ZZ' }, { lines }).total).toBe('21.00');
    expect(compare('3', { unitPrice: fixed('7'), unit: null }, { lines }).total).toBe('21.00');
  });
});

const money = (amount: string, currency = 'USD') => ({ amount: fixed(amount), currency });

describe('what a quote bears once', () => {
  test('raises a total to the minimum order value, as an item of its own', () => {
    const entry = comparedAlone({
      lines: [askedLine({ quantity: fixedInt(30) })],
      quotes: [quote({ minimumOrderValue: money('100'), lines: [quotedLine({ unitPrice: fixed('2.5') })] })],
    });
    expect([component(entry, 'GOODS'), component(entry, 'MINIMUM_ORDER_TOP_UP'), cents(entry.total)]).toEqual(
      ['75.00', '25.00', '100.00'],
    );
  });

  test('adds no top-up once the minimum order value is reached', () => {
    const entry = comparedAlone({ quotes: [quote({ minimumOrderValue: money('1') })] });
    expect(component(entry, 'MINIMUM_ORDER_TOP_UP')).toBe('none');
  });

  test('adds fixed charges in their own currency, beside the minimum order value', () => {
    const entry = comparedAlone({
      quotes: [
        quote({
          minimumOrderValue: money('10'),
          fixedCharges: [{ label: 'Tooling', ...money('50', 'EUR') }],
        }),
      ],
      rates: { fx: [{ rateId: 'eur', currency: 'EUR', multiplyBy: fixed('1.1'), divideBy: fixedInt(1) }] },
    });
    expect(component(entry, 'FIXED_CHARGE')).toBe('55.00');
    expect(component(entry, 'MINIMUM_ORDER_TOP_UP')).toBe('9.00');
    expect(cents(entry.total)).toBe('65.00');
  });
});
