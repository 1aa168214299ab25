import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { iso31661 } from 'iso-3166';

function scalar(
  name: string,
  description: string,
  parse: (text: string) => string | null,
  rule: string,
): GraphQLScalarType<string, string> {
  const read = (value: unknown): string => {
    const parsed = typeof value === 'string' ? parse(value) : null;
    if (parsed === null)
      throw new GraphQLError(`${name} must be ${rule}.`, { extensions: { code: 'BAD_USER_INPUT' } });
    return parsed;
  };
  return new GraphQLScalarType({
    name,
    description,
    serialize: (value) => String(value),
    parseValue: read,
    parseLiteral: (node: ValueNode) => read(node.kind === Kind.STRING ? node.value : null),
  });
}

const DECIMAL = /^-?\d{1,18}(\.\d{1,6})?$/;

export const DecimalScalar = scalar(
  'Decimal',
  'An exact decimal number as text, such as "12.50": at most 18 digits before and 6 after the point, no exponent, no grouping. Outputs may carry up to 12 decimals.',
  (text) => (DECIMAL.test(text) ? text : null),
  'text such as "12.50", with at most 18 digits before and 6 after the point',
);

/** Every currency that amounts may be stated in. */
export const CURRENCY_CODES: readonly string[] = Intl.supportedValuesOf('currency');

const CURRENCIES = new Set(CURRENCY_CODES);

export const isCurrencyCode = (text: string): boolean => CURRENCIES.has(text);

export const CurrencyCodeScalar = scalar(
  'CurrencyCode',
  'A currency by its ISO 4217 code, such as "EUR".',
  (text) => (isCurrencyCode(text) ? text : null),
  'an ISO 4217 code in capitals, such as "EUR"',
);

/** Every country that has a code. */
export const COUNTRY_CODES: readonly string[] = iso31661
  .filter((entry) => entry.state === 'assigned')
  .map((entry) => entry.alpha2);

const COUNTRIES = new Set(COUNTRY_CODES);

export const isCountryCode = (text: string): boolean => COUNTRIES.has(text);

export const CountryCodeScalar = scalar(
  'CountryCode',
  'A country by its ISO 3166-1 alpha-2 code, such as "DE".',
  (text) => (isCountryCode(text) ? text : null),
  'an ISO 3166-1 alpha-2 code in capitals, such as "DE"',
);

export const UnitCodeScalar = scalar(
  'UnitCode',
  'A unit of measure by its UN/ECE Recommendation 20 code: "C62" (piece), "KGM" (kilogram), "MTR" (metre) … or "ZZ" (mutually defined).',
  (text) => (/^[A-Z0-9]{1,3}$/.test(text) ? text : null),
  'a UN/ECE Rec 20 code such as "C62" or "KGM"',
);

const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** Whether the text is a day that exists: `2026-02-30` is none. */
export const isDate = (text: string): boolean =>
  DATE.test(text) && new Date(`${text}T00:00:00Z`).toISOString().slice(0, 10) === text;

export const DateScalar = scalar(
  'Date',
  'A calendar day, such as "2026-03-31".',
  (text) => (isDate(text) ? text : null),
  'a day that exists, as "YYYY-MM-DD"',
);

const DATE_TIME =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

function parseDateTime(value: unknown): Date {
  const day = typeof value === 'string' ? DATE_TIME.exec(value)?.[1] : undefined;
  if (day === undefined || !isDate(day)) {
    throw new GraphQLError('DateTime must be ISO 8601 with an offset, such as "2026-03-31T12:00:00+02:00".', {
      extensions: { code: 'BAD_USER_INPUT' },
    });
  }
  return new Date(value as string);
}

export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description:
    'An instant with its offset, ISO 8601, such as "2026-03-31T12:00:00+02:00". Outputs are UTC with milliseconds.',
  serialize: (value) => (value as Date).toISOString(),
  parseValue: parseDateTime,
  parseLiteral: (node) => parseDateTime(node.kind === Kind.STRING ? node.value : null),
});
