import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import {
  assertUndecided,
  type AwardStanding,
  freeQuantities,
  quoteOutcome,
  settlementOf,
} from '../../../src/modules/awards/award.rules.ts';
import { fixed, formatFixed } from '../../../src/platform/kernel/fixed.ts';

const ASKED = [
  { lineNo: 1, quantity: '100' },
  { lineNo: 2, quantity: '7.5' },
];

const award = (changes: Partial<AwardStanding> = {}): AwardStanding => ({
  state: 'PENDING',
  quoteId: 'A',
  replacedInRound: null,
  lines: ASKED,
  ...changes,
});

const free = (awards: readonly AwardStanding[]) =>
  [...freeQuantities(ASKED, awards).values()].map((quantity) => formatFixed(quantity));

describe('what is free to be awarded', () => {
  test('is everything before the first award', () => {
    expect(free([])).toEqual(['100', '7.5']);
  });

  test('is what pending and confirmed awards do not hold', () => {
    const awards = [
      award({ lines: [{ lineNo: 1, quantity: '40' }] }),
      award({ state: 'CONFIRMED', quoteId: 'B', lines: [{ lineNo: 2, quantity: '7.5' }] }),
    ];
    expect(free(awards)).toEqual(['60', '0']);
  });

  test('is again what a lapsed award held', () => {
    expect(free([award({ state: 'LAPSED' })])).toEqual(['100', '7.5']);
  });

  test('is nothing, not less, where packs made an award exceed its line', () => {
    expect(free([award({ lines: [{ lineNo: 1, quantity: '120' }] })])).toEqual(['0', '7.5']);
  });

  property.prop([fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.boolean()), { maxLength: 8 })])(
    'and what is held add up to the asked quantity, or more is held',
    (held) => {
      const awards = held.map(([quantity, lapsed]) =>
        award({ state: lapsed ? 'LAPSED' : 'PENDING', lines: [{ lineNo: 1, quantity: String(quantity) }] }),
      );
      const total = held.reduce((sum, [quantity, lapsed]) => sum + (lapsed ? 0 : quantity), 0);
      expect(freeQuantities(ASKED, awards).get(1)).toBe(fixed(String(Math.max(0, 100 - total))));
    },
  );
});

describe('another decision', () => {
  test('is refused while the last one stands', () => {
    expect(() => assertUndecided([award()])).toThrow('ALREADY_AWARDED');
    expect(() => assertUndecided([award({ state: 'CONFIRMED' })])).toThrow('ALREADY_AWARDED');
  });

  test('is refused even for quantities that the last one left out', () => {
    expect(() => assertUndecided([award({ lines: [{ lineNo: 1, quantity: '1' }] })])).toThrow(
      'ALREADY_AWARDED',
    );
  });

  test('is open once an award has lapsed, until its quantity is given to others', () => {
    const lapsed = award({ state: 'LAPSED' });
    expect(() => assertUndecided([award({ state: 'CONFIRMED' }), lapsed])).not.toThrow();
    expect(() => assertUndecided([{ ...lapsed, replacedInRound: 2 }, award()])).toThrow('ALREADY_AWARDED');
  });
});

describe('awards settle their request', () => {
  const confirmed = award({ state: 'CONFIRMED' });

  test('as awarded when all are confirmed and cover every line', () => {
    expect(settlementOf(ASKED, [confirmed])).toBe('AWARDED');
  });

  test('as partially awarded when a quantity is left out', () => {
    const part = award({ state: 'CONFIRMED', lines: [{ lineNo: 1, quantity: '100' }] });
    expect(settlementOf(ASKED, [part])).toBe('PARTIALLY_AWARDED');
  });

  test('not before the last one is confirmed', () => {
    expect(settlementOf(ASKED, [])).toBeNull();
    expect(settlementOf(ASKED, [confirmed, award({ quoteId: 'B' })])).toBeNull();
  });

  test('not while a lapsed quantity is vacant, but once others have taken it', () => {
    const lapsed = award({ state: 'LAPSED', quoteId: 'B' });
    expect(settlementOf(ASKED, [confirmed, lapsed])).toBeNull();
    expect(settlementOf(ASKED, [{ ...lapsed, replacedInRound: 2 }, confirmed])).toBe('AWARDED');
  });
});

describe('a quote ends', () => {
  const awards = [award({ state: 'CONFIRMED', lines: [{ lineNo: 1, quantity: '100' }] })];

  test('awarded when it got the whole of every line that it priced', () => {
    expect(quoteOutcome('A', [1], ASKED, awards)).toBe('AWARDED');
  });

  test('partially awarded when it got less', () => {
    expect(quoteOutcome('A', [1, 2], ASKED, awards)).toBe('PARTIALLY_AWARDED');
  });

  test('not awarded when it got nothing, or only what has lapsed', () => {
    expect(quoteOutcome('B', [1], ASKED, awards)).toBe('NOT_AWARDED');
    expect(quoteOutcome('A', [1], ASKED, [award({ state: 'LAPSED' })])).toBe('NOT_AWARDED');
  });
});
