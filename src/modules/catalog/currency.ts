/** Where `Intl` follows common use instead of ISO 4217, which the currency's own amounts are stated in. */
const ISO_MINOR_DIGITS: Readonly<Record<string, number>> = {
  AFN: 2,
  ALL: 2,
  COP: 2,
  HUF: 2,
  IDR: 2,
  IQD: 3,
  IRR: 2,
  KPW: 2,
  LAK: 2,
  LBP: 2,
  MGA: 2,
  MMK: 2,
  PKR: 2,
  SOS: 2,
  SYP: 2,
  YER: 2,
};

const known = new Map<string, number>();

/** How many decimals an ISO 4217 currency's amounts have: 2 for EUR, 0 for JPY, 3 for KWD. Throws `RangeError` for what is no code. */
export function minorDigitsOf(currency: string): number {
  const digits =
    known.get(currency) ??
    ISO_MINOR_DIGITS[currency] ??
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ??
    2;
  known.set(currency, digits);
  return digits;
}
