import { isCurrencyCode } from '../../../platform/graphql/scalars.ts';
import { categoryCode } from '../../catalog/index.ts';
import { MAX_LENGTH } from '../supplier.rules.ts';
import { countryOf } from './countries.ts';
import type { FileColumn, ReadField } from './supplier-row.ts';

const MAX_WORD_LENGTH = 500;
const MAX_WORDS = 200;
const MAX_CATEGORIES = 200;
const LIST_SEPARATOR = '|';
/** Years that an organisation of today can have been founded in. */
const YEARS = { from: 1000, to: 2100 };
const DECIMAL = /^\d{1,18}(?:\.\d{1,6})?$/;

// oxlint-disable-next-line no-control-regex -- looking for control characters is the point
const UNKEEPABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]|\p{Surrogate}/u;
/** What a text has to be looked at for: blanks other than single spaces, control characters, halves of characters. */
const SUSPICIOUS =
  // oxlint-disable-next-line no-control-regex -- looking for control characters is the point
  /[\u0000-\u001F\u007F-\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000\uD800-\uDFFF\uFEFF]| {2}/;
const FORMULA_SIGN = /^[=+\-@]/;
/** What a spreadsheet would run: "=…", or a sign before a DDE link or a function that reaches out. "+plugg" passes, and "- ABC(x)". */
const FORMULA =
  /^(?:=|[+\-@]\s*(?:[A-Z]+\|\s*'|(?:SUM|HYPERLINK|WEBSERVICE|IMAGE|IMPORT[A-Z]+|CALL|EXEC|DDE)\())/i;

/** Reads the fields of one row and collects what is wrong with them. Blank fields are null: unknown. */
export class FieldReader {
  readonly problems: string[] = [];
  readonly #field: ReadField;

  constructor(field: ReadField) {
    this.#field = field;
  }

  problem(message: string): void {
    this.problems.push(message);
  }

  /** Notes that a required field is blank, and stands in for it. */
  missing(column: FileColumn): string {
    this.problem(`${column} is missing`);
    return '';
  }

  text(column: FileColumn, maxLength: number): string | null {
    const value = this.#field(column);
    if (isBlank(value)) return null;
    const text = textOf(value);
    if (text === null) this.problem(`${column} is no text`);
    return text === null ? null : this.#clean(column, text, maxLength) || null;
  }

  /** A list of different texts, each once; from several columns, in their order. */
  words(...columns: readonly FileColumn[]): string[] {
    const words = new Set<string>();
    for (const column of columns) for (const word of this.#list(column, MAX_WORD_LENGTH)) words.add(word);
    if (words.size > MAX_WORDS)
      this.problem(`${columns.join(', ')}: ${words.size} items, at most ${MAX_WORDS}`);
    return [...words];
  }

  /** `null` where none is given, or one that means no country of today. */
  country(column: FileColumn): string | null {
    const text = this.text(column, MAX_LENGTH.word);
    return text === null ? null : this.#countryOf(column, text);
  }

  /** `null` where none is given: unknown, which is not the same as nowhere. */
  countries(column: FileColumn): string[] | null {
    const countries = new Set<string>();
    for (const text of this.#list(column, MAX_LENGTH.word)) {
      const country = this.#countryOf(column, text);
      if (country !== null) countries.add(country);
    }
    return countries.size > 0 ? [...countries] : null;
  }

  year(column: FileColumn): number | null {
    const text = this.text(column, MAX_LENGTH.word);
    if (text === null) return null;
    const year = /^\d{4}$/.test(text) ? Number(text) : 0;
    if (year < YEARS.from || year > YEARS.to) this.problem(`${column}: ${quoted(text)} is no year`);
    return year;
  }

  decimal(column: FileColumn, max = Infinity): string | null {
    const text = this.text(column, MAX_LENGTH.word);
    if (text === null) return null;
    if (!DECIMAL.test(text)) this.problem(`${column}: ${quoted(text)} is no number such as 12.50`);
    else if (Number(text) > max) this.problem(`${column}: ${text} is more than ${max}`);
    return text;
  }

  /** An amount with its currency: both or neither. */
  money(amountColumn: FileColumn, currencyColumn: FileColumn): { amount: string; currency: string } | null {
    const amount = this.decimal(amountColumn);
    const currency = this.text(currencyColumn, MAX_LENGTH.word)?.toUpperCase() ?? null;
    if (currency !== null && !isCurrencyCode(currency))
      this.problem(`${currencyColumn}: ${quoted(currency)} is no ISO 4217 code`);
    if (amount !== null && currency !== null) return { amount, currency };
    if (amount !== null) this.problem(`${amountColumn} needs ${currencyColumn}`);
    return null;
  }

  /** Codes as `SCHEME:code`, verbatim but for check digits of the CPV: the catalog may not know the scheme yet. */
  categories(column: FileColumn): { scheme: string; code: string }[] {
    const found = new Map<string, { scheme: string; code: string }>();
    for (const text of this.#list(column, MAX_LENGTH.scheme + MAX_LENGTH.code + 1)) {
      const colon = text.indexOf(':');
      const scheme = text.slice(0, Math.max(colon, 0)).trim();
      const code = categoryCode(scheme, text.slice(colon + 1).trim());
      if (scheme === '' || code === '' || scheme.length > MAX_LENGTH.scheme || code.length > MAX_LENGTH.code)
        this.problem(`${column}: ${quoted(text)} is not SCHEME:code`);
      found.set(`${scheme}:${code}`, { scheme, code });
    }
    if (found.size > MAX_CATEGORIES)
      this.problem(`${column}: ${found.size} codes, at most ${MAX_CATEGORIES}`);
    return [...found.values()];
  }

  #countryOf(column: FileColumn, text: string): string | null {
    const country = countryOf(text);
    if (country === undefined)
      this.problem(`${column}: ${quoted(text)} is no ISO 3166-1 code of two letters`);
    return country ?? null;
  }

  #list(column: FileColumn, maxLength: number): string[] {
    const value = this.#field(column);
    if (isBlank(value)) return [];
    const items: readonly unknown[] = Array.isArray(value)
      ? value
      : (textOf(value)?.split(LIST_SEPARATOR) ?? [null]);
    const texts: string[] = [];
    for (const item of items) {
      const text = textOf(item);
      if (text === null) this.problem(`${column} is no list of texts`);
      const clean = text === null ? '' : this.#clean(column, text, maxLength);
      if (clean !== '') texts.push(clean);
    }
    return texts;
  }

  // The tests before the others are for speed: hardly any text is suspicious.
  #clean(column: FileColumn, value: string, maxLength: number): string {
    const isSuspicious = SUSPICIOUS.test(value);
    const text = isSuspicious ? value.trim().replaceAll(/\s+/g, ' ') : value.trim();
    if (text.length > maxLength)
      this.problem(`${column} has ${text.length} characters, at most ${maxLength}`);
    if (isSuspicious && UNKEEPABLE.test(text)) this.problem(`${column} holds control characters`);
    if (FORMULA_SIGN.test(text) && FORMULA.test(text)) this.problem(`${column} is a spreadsheet formula`);
    return text;
  }
}

const MAX_SHOWN = 40;

const isBlank = (value: unknown): boolean => value === undefined || value === null || value === '';

/** A single value as text; `null` for lists and objects, which JSON has, too. */
function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** A value as it stands in a message. */
const quoted = (text: string): string =>
  `"${text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text}"`;
