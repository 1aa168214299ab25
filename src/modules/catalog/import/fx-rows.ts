import { BASE_CURRENCY } from '../fx.rules.ts';
import { UnusableFileError } from './import-report.ts';
import { type CsvRow, positionsOf } from './read-csv.ts';

/** A published rate as a file states it: 1 EUR = `rate` `quote`. */
export interface FxRow {
  readonly line: number;
  readonly rateDate: string;
  readonly quote: string;
  readonly rate: string;
}

/** What one row of a file holds: rates, and what is wrong with others of them. */
export interface FxRowContent {
  readonly rates: readonly FxRow[];
  readonly problems: readonly string[];
}

const CURRENCY = /^[A-Z]{3}$/;
const RATE = /^\d{1,12}(\.\d{1,12})?$/;
const POSITIVE = /[1-9]/;
const DATE = /^(?:19|20)\d{2}-\d{2}-\d{2}$/;
/** How the ECB marks days without a rate. */
const NO_RATE = new Set(['', 'N/A']);

const isDay = (text: string): boolean => {
  const time = DATE.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
};

/** The problem with one rate, or `null`. */
function problemOf(quote: string, rate: string): string | null {
  if (!CURRENCY.test(quote)) return `"${quote}" is no currency code.`;
  if (quote === BASE_CURRENCY) return `A rate of ${BASE_CURRENCY} against itself.`;
  if (!RATE.test(rate) || !POSITIVE.test(rate))
    return `"${rate}" is no rate of ${quote}: a positive number with at most 12 decimals.`;
  return null;
}

/**
 * How to read the rows of a file in one of two forms: `date, base, quote, rate` with one rate a row, or the
 * European Central Bank's own `Date, USD, JPY, …` with one day a row. Throws `UnusableFileError` for others.
 */
export function fxRowReader(header: readonly string[]): (row: CsvRow) => FxRowContent {
  if (header.includes('rate')) return longReader(header);
  const currencies = header.slice(1).map((name) => name.toUpperCase());
  if (header[0] === 'date' && currencies.some((name) => CURRENCY.test(name))) return wideReader(currencies);
  throw new UnusableFileError(
    'The first row should name the columns date, base, quote, rate; or be the ECB’s: Date, USD, JPY, …',
  );
}

function longReader(header: readonly string[]): (row: CsvRow) => FxRowContent {
  const at = positionsOf(header, ['date', 'base', 'quote', 'rate']);
  return ({ line, fields }) => {
    const [rateDate = '', base = '', quote = '', rate = ''] = at.map((index) => fields[index] ?? '');
    const problem = isDay(rateDate) ? problemOf(quote, rate) : `"${rateDate}" is no day as YYYY-MM-DD.`;
    if (base !== BASE_CURRENCY)
      return { rates: [], problems: [`Rates are kept against ${BASE_CURRENCY}, not "${base}".`] };
    return problem === null
      ? { rates: [{ line, rateDate, quote, rate }], problems: [] }
      : { rates: [], problems: [problem] };
  };
}

function wideReader(currencies: readonly string[]): (row: CsvRow) => FxRowContent {
  const unknown = currencies.find((name) => name !== '' && !CURRENCY.test(name));
  if (unknown !== undefined) throw new UnusableFileError(`The column ${unknown} is no currency code.`);
  return ({ line, fields: [rateDate = '', ...cells] }) => {
    if (!isDay(rateDate)) return { rates: [], problems: [`"${rateDate}" is no day as YYYY-MM-DD.`] };
    const stated = currencies
      .map((quote, index) => ({ quote, rate: cells[index] ?? '' }))
      .filter(({ quote, rate }) => quote !== '' && !NO_RATE.has(rate.toUpperCase()));
    const problems = stated.flatMap(({ quote, rate }) => problemOf(quote, rate) ?? []);
    const rates = stated.filter(({ quote, rate }) => problemOf(quote, rate) === null);
    return { rates: rates.map((rate) => ({ line, rateDate, ...rate })), problems };
  };
}
