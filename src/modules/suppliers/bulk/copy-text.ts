/** A value that a COPY column can take; `readonly string[]` is for `text[]` columns. */
export type CopyValue = string | number | boolean | null | readonly string[];

const SPECIAL = /[\\\t\n\r]/;
const SPECIALS = /[\\\t\n\r]/g;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const PLAIN_ITEMS = /^[^"\\]*$/;

// The tests before the replacements are for speed: hardly any text needs one.
const escaped = (text: string): string =>
  SPECIAL.test(text) ? text.replaceAll(SPECIALS, (character) => ESCAPES[character] ?? '') : text;

function arrayLiteral(items: readonly string[]): string {
  if (items.length === 0) return '{}';
  const joined = items.join('","');
  const plain = PLAIN_ITEMS.test(items.join(''));
  const quoted = plain ? joined : items.map((item) => item.replaceAll(/["\\]/g, String.raw`\$&`)).join('","');
  return `{"${quoted}"}`;
}

function field(value: CopyValue): string {
  if (value === null) return String.raw`\N`;
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'boolean') return value ? 't' : 'f';
  return typeof value === 'number' ? String(value) : escaped(arrayLiteral(value));
}

/** One row in the text format of COPY, its newline included. No text may hold NUL, which PostgreSQL cannot store. */
export function copyRow(values: readonly CopyValue[]): string {
  let row = '';
  let separator = '';
  for (const value of values) {
    row += separator + field(value);
    separator = '\t';
  }
  return `${row}\n`;
}
