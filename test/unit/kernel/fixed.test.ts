import { Big } from 'big.js';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  add,
  ceilTo,
  div,
  fixed,
  fixedInt,
  formatFixed,
  formatRounded,
  max,
  min,
  mul,
  mulDiv,
  neg,
  roundTo,
  sub,
  sum,
  ZERO,
  type Fixed,
} from '../../../src/platform/kernel/fixed.ts';

const Exact = Decimal.clone({ defaults: true, precision: 120, rounding: Decimal.ROUND_HALF_UP });
const HalfUp = Big();
HalfUp.DP = 12;
HalfUp.RM = Big.roundHalfUp;

/** Decimal text with up to so many digits before and after the point, of either sign. */
const decimalText = (whole: number, fraction: number): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.boolean(),
      fc.bigInt({ min: 0n, max: 10n ** BigInt(whole) - 1n }),
      fc.integer({ min: 0, max: fraction }),
      fc.bigInt({ min: 0n, max: 10n ** BigInt(fraction) - 1n }),
    )
    .map(([negative, integer, digits, decimals]) => {
      const tail = decimals.toString().padStart(fraction, '0').slice(0, digits);
      return `${negative ? '-' : ''}${integer}${tail && `.${tail}`}`;
    });

const number = decimalText(15, 12);
const nonZero = number.filter((text) => fixed(text) !== 0n);
const positive = number.map((text) => text.replace('-', '')).filter((text) => fixed(text) > 0n);
const rounded = (value: Decimal): string => value.toDecimalPlaces(12).toFixed();
const plain = (value: Fixed): string => new Exact(formatFixed(value)).toFixed();

describe('reading and writing', () => {
  test('reads back what it wrote', () => {
    fc.assert(
      fc.property(number, (text) => {
        expect(fixed(formatFixed(fixed(text)))).toBe(fixed(text));
        expect(plain(fixed(text))).toBe(new Exact(text).plus(0).toFixed());
      }),
    );
  });

  test('writes the shortest text', () => {
    fc.assert(
      fc.property(number, (text) => {
        expect(formatFixed(fixed(text))).not.toMatch(/\.\d*0$|\.$|^-0$|e/);
      }),
    );
  });

  test.each(['', ' 1', '1 ', '+1', '.5', '1.', '1e3', '1,000', '0x10', 'NaN', '--1', '1.1234567890123'])(
    'refuses %j',
    (text) => {
      expect(() => fixed(text)).toThrow(RangeError);
    },
  );

  test('refuses a number that is not whole as a whole number', () => {
    expect(() => fixedInt(1.5)).toThrow(RangeError);
  });

  test('knows no negative zero', () => {
    expect(formatFixed(fixed('-0.000'))).toBe('0');
    expect(formatRounded(fixed('-0.004'), 2)).toBe('0.00');
  });
});

describe('arithmetic agrees with decimal libraries', () => {
  test('adds, subtracts, negates and compares exactly', () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        expect(plain(add(fixed(a), fixed(b)))).toBe(new Exact(a).plus(b).toFixed());
        expect(plain(sub(fixed(a), fixed(b)))).toBe(new Exact(a).minus(b).toFixed());
        expect(plain(neg(fixed(a)))).toBe(new Exact(a).negated().plus(0).toFixed());
        expect(plain(min(fixed(a), fixed(b)))).toBe(Exact.min(a, b).plus(0).toFixed());
        expect(plain(max(fixed(a), fixed(b)))).toBe(Exact.max(a, b).plus(0).toFixed());
      }),
    );
  });

  test('sums exactly', () => {
    fc.assert(
      fc.property(fc.array(number, { maxLength: 40 }), (texts) => {
        expect(plain(sum(texts.map(fixed)))).toBe(Exact.sum(0, ...texts).toFixed());
      }),
    );
  });

  test('multiplies with one rounding', () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        expect(plain(mul(fixed(a), fixed(b)))).toBe(rounded(new Exact(a).times(b)));
      }),
    );
  });

  test('multiplies a quantity by a price exactly', () => {
    fc.assert(
      fc.property(decimalText(12, 6), decimalText(12, 6), (a, b) => {
        expect(formatFixed(mul(fixed(a), fixed(b)))).toBe(new HalfUp(a).times(b).plus(0).toFixed());
      }),
    );
  });

  test('divides with one rounding', () => {
    fc.assert(
      fc.property(number, nonZero, (a, b) => {
        expect(plain(div(fixed(a), fixed(b)))).toBe(rounded(new Exact(a).dividedBy(b)));
        expect(plain(div(fixed(a), fixed(b)))).toBe(new HalfUp(a).div(b).plus(0).toFixed());
      }),
    );
  });

  test('multiplies and divides with one rounding', () => {
    fc.assert(
      fc.property(number, number, nonZero, (a, b, c) => {
        expect(plain(mulDiv(fixed(a), fixed(b), fixed(c)))).toBe(rounded(new Exact(a).times(b).dividedBy(c)));
      }),
    );
  });

  test('rounds to so many decimals', () => {
    fc.assert(
      fc.property(number, fc.integer({ min: 0, max: 12 }), (a, digits) => {
        expect(plain(roundTo(fixed(a), digits))).toBe(new Exact(a).toDecimalPlaces(digits).plus(0).toFixed());
        expect(formatRounded(fixed(a), digits)).toBe(
          new Exact(a).toDecimalPlaces(digits).plus(0).toFixed(digits),
        );
      }),
    );
  });

  test('refuses to divide by zero', () => {
    expect(() => div(fixedInt(1), ZERO)).toThrow(RangeError);
    expect(() => mulDiv(fixedInt(1), fixedInt(1), ZERO)).toThrow(RangeError);
  });
});

describe('rounding is half away from zero', () => {
  test.each([
    ['2.5', 0, '3'],
    ['-2.5', 0, '-3'],
    ['2.4999', 0, '2'],
    ['-2.4999', 0, '-2'],
    ['0.005', 2, '0.01'],
    ['-0.005', 2, '-0.01'],
    ['1.005', 2, '1.01'],
    ['-1.005', 2, '-1.01'],
    ['999.995', 2, '1000.00'],
  ])('%s to %i decimals is %s', (text, digits, expected) => {
    expect(formatRounded(fixed(text), digits)).toBe(expected);
  });

  test('treats both signs alike', () => {
    fc.assert(
      fc.property(number, nonZero, (a, b) => {
        expect(mul(neg(fixed(a)), fixed(b))).toBe(neg(mul(fixed(a), fixed(b))));
        expect(div(neg(fixed(a)), fixed(b))).toBe(neg(div(fixed(a), fixed(b))));
        expect(div(fixed(a), neg(fixed(b)))).toBe(neg(div(fixed(a), fixed(b))));
        expect(mulDiv(fixed(a), fixed(b), neg(fixed(b)))).toBe(neg(fixed(a)));
        expect(roundTo(neg(fixed(a)), 2)).toBe(neg(roundTo(fixed(a), 2)));
      }),
    );
  });

  test('rounds the last kept decimal of a product and a quotient', () => {
    expect(formatFixed(mul(fixed('0.000001'), fixed('0.0000005')))).toBe('0.000000000001');
    expect(formatFixed(mul(fixed('-0.000001'), fixed('0.0000005')))).toBe('-0.000000000001');
    expect(formatFixed(div(fixedInt(-2), fixedInt(3)))).toBe('-0.666666666667');
  });
});

test('rounds up to the smallest multiple of a step', () => {
  fc.assert(
    fc.property(positive, positive, (value, step) => {
      const multiple = ceilTo(fixed(value), fixed(step));
      expect(multiple).toBeGreaterThanOrEqual(fixed(value));
      expect(sub(multiple, fixed(step))).toBeLessThan(fixed(value));
      expect(multiple % fixed(step)).toBe(0n);
    }),
  );
});
