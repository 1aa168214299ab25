/**
 * Exact decimal arithmetic on scaled bigints: a `Fixed` is a number times 10^12. Quantities and prices
 * carry at most six decimals at the edge, so their product is exact; quotients and factors are rounded
 * half away from zero at the twelfth decimal. About fifty times cheaper than a decimal library.
 */
export type Fixed = bigint & { readonly __fixed: unique symbol };

export const FIXED_DIGITS = 12;
const UNIT = 10n ** BigInt(FIXED_DIGITS);
const DECIMAL_TEXT = /^(-?)(\d{1,30})(?:\.(\d{1,12}))?$/;

export const ZERO = 0n as Fixed;
export const ONE = UNIT as Fixed;

/** Reads plain decimal text (`-12.345`). Throws `RangeError` for anything else: no exponents, no grouping, at most 12 decimals. */
export function fixed(text: string): Fixed {
  const match = DECIMAL_TEXT.exec(text);
  if (!match) throw new RangeError('not a plain decimal number with at most 12 decimals');
  const [, sign, whole, fraction = ''] = match as unknown as [string, string, string, string?];
  const magnitude = BigInt(whole) * UNIT + BigInt(fraction.padEnd(FIXED_DIGITS, '0'));
  return (sign ? -magnitude : magnitude) as Fixed;
}

/** A whole number as `Fixed`. */
export function fixedInt(value: number): Fixed {
  return (BigInt(value) * UNIT) as Fixed;
}

/** The shortest plain text that reads back to the same value: `12.5`, never `12.500` or `1e3`. */
export function formatFixed(value: Fixed): string {
  const digits = (value < 0n ? 0n - value : value).toString().padStart(FIXED_DIGITS + 1, '0');
  const whole = digits.slice(0, -FIXED_DIGITS);
  const fraction = digits.slice(-FIXED_DIGITS).replace(/0+$/, '');
  return (value < 0n ? '-' : '') + whole + (fraction && `.${fraction}`);
}

export const add = (a: Fixed, b: Fixed): Fixed => (a + b) as Fixed;
export const sub = (a: Fixed, b: Fixed): Fixed => (a - b) as Fixed;
export const neg = (a: Fixed): Fixed => (0n - a) as Fixed;
export const min = (a: Fixed, b: Fixed): Fixed => (a < b ? a : b);
export const max = (a: Fixed, b: Fixed): Fixed => (a > b ? a : b);
export const sum = (values: Iterable<Fixed>): Fixed => {
  let total = 0n;
  for (const value of values) total += value;
  return total as Fixed;
};

/** Integer quotient rounded half away from zero, so that −2.5 becomes −3 just as 2.5 becomes 3. */
function roundedQuotient(numerator: bigint, denominator: bigint): bigint {
  if (denominator === 0n) throw new RangeError('division by zero');
  const negative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  const magnitude = (2n * n + d) / (2n * d);
  return negative ? -magnitude : magnitude;
}

export const mul = (a: Fixed, b: Fixed): Fixed => roundedQuotient(a * b, UNIT) as Fixed;

/** Throws `RangeError` for a divisor of zero. */
export const div = (a: Fixed, b: Fixed): Fixed => roundedQuotient(a * UNIT, b) as Fixed;

/** `a · b / c` with one rounding at the end. */
export const mulDiv = (a: Fixed, b: Fixed, c: Fixed): Fixed => roundedQuotient(a * b, c) as Fixed;

/** The smallest multiple of `step` that is not below `value`; both positive. */
export const ceilTo = (value: Fixed, step: Fixed): Fixed => (((value + step - 1n) / step) * step) as Fixed;

/** Rounds half away from zero to so many decimals (0–12): what is shown, never what is summed. */
export function roundTo(value: Fixed, digits: number): Fixed {
  const step = 10n ** BigInt(FIXED_DIGITS - digits);
  return (roundedQuotient(value, step) * step) as Fixed;
}

/** Text with exactly so many decimals, rounded half away from zero: `12.50`. */
export function formatRounded(value: Fixed, digits: number): string {
  const text = formatFixed(roundTo(value, digits));
  if (digits === 0) return text;
  const [whole, fraction = ''] = text.split('.');
  return `${whole}.${fraction.padEnd(digits, '0')}`;
}
