const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Units in which a factor is stated, where they are not the dimension's base, by how much of that they are. */
const UNIT_SIZES: Readonly<Record<string, number>> = {
  g: 1e-3,
  mg: 1e-6,
  'km²': 1e6,
  'byte/s': 8,
  '8 bit': 8,
  cal: 4.1868,
  Ci: 3.7e10,
};

/** A factor as Recommendation 20 prints it. */
export interface Rec20Factor {
  readonly value: number;
  /** Half of the last printed digit, as a share of the value. */
  readonly precision: number;
}

/**
 * Reads a factor such as `8,361 274 x 10⁻¹ m²`: a decimal comma, blanks between digits, a power of ten, a unit.
 * `null` where nothing is printed.
 */
export function readRec20Factor(text: string): Rec20Factor | null {
  const power = /10(-\d+|[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)/.exec(text);
  const exponent = Number(
    (power?.[1] ?? '0')
      .replace('⁻', '-')
      .replaceAll(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (digit) => String(SUPERSCRIPTS.indexOf(digit))),
  );
  const match = /^(\d[\d\s,.]*)?(.*)$/.exec(text.replace(power?.[0] ?? '', '').trim());
  const [, digits = '', rest = ''] = match ?? [];
  const unit = rest.replace(/^[x×]\s*/, '').trim();
  if (digits === '' && power === null && unit === '') return null;
  const number = digits.replaceAll(/\s/g, '').replace(',', '.');
  const mantissa = number === '' ? 1 : Number(number);
  const decimals = number.split('.')[1]?.length ?? 0;
  return {
    value: mantissa * 10 ** exponent * (UNIT_SIZES[unit] ?? 1),
    precision: number === '' ? 0 : (0.5 * 10 ** -decimals) / mantissa,
  };
}
