/** One record of a CSV file. */
export interface CsvRecord {
  /** Line in the file that it begins on, from 1. */
  readonly line: number;
  /** Without the blanks around them; `null` where the line is no CSV. */
  readonly fields: readonly string[] | null;
}

/** A quoted field may span lines, but a record only so many characters: past that, its quote was never closed. */
const MAX_RECORD_CHARACTERS = 100_000;

/** One field with what ends it: quoted, with quotes inside doubled, or plain. */
const FIELD = /[ \t]*(?:"((?:[^"]|"")*)"[ \t]*|([^",]*))(,|$)/y;

/**
 * Splits CSV (RFC 4180, commas) into records while its text arrives, with exact line numbers. A line that is no CSV,
 * such as one with a quote that never closes, becomes a record without fields, and the next line is read
 * afresh: `csv-parse` gives up on the rest of the file there, and takes three times as long for line numbers.
 */
export class CsvSplitter {
  /** Lines that are complete but not yet taken. */
  #lines: string[] = [];
  /** The beginning of the next line. */
  #partial = '';
  #partialIsTooLong = false;
  #line = 1;

  /** The records that are complete with this text; blank lines are left out. */
  push(text: string): CsvRecord[] {
    const lines = (this.#partial + text).split('\n');
    this.#partial = lines.pop() ?? '';
    if (lines.length > 0 && this.#partialIsTooLong) {
      lines[0] = UNREADABLE;
      this.#partialIsTooLong = false;
    }
    if (this.#partial.length > MAX_RECORD_CHARACTERS) {
      this.#partialIsTooLong = true;
      this.#partial = '';
    }
    this.#lines = this.#lines.concat(lines);
    return this.#take(false);
  }

  /** The last records; to be called once, when no more text comes. */
  end(): CsvRecord[] {
    this.#lines.push(this.#partialIsTooLong ? UNREADABLE : this.#partial);
    this.#partial = '';
    return this.#take(true);
  }

  #take(isEnd: boolean): CsvRecord[] {
    const records: CsvRecord[] = [];
    let at = 0;
    while (at < this.#lines.length) {
      const length = recordLength(this.#lines, at);
      if (length === 'unfinished' && !isEnd) break;
      const fields = typeof length === 'number' ? fieldsOf(this.#lines, at, length) : null;
      if (fields === null || fields.some((field) => field !== '')) records.push({ line: this.#line, fields });
      const taken = fields === null || typeof length !== 'number' ? 1 : length;
      this.#line += taken;
      at += taken;
    }
    this.#lines = this.#lines.slice(at);
    return records;
  }
}

/** No record: its only quote never closes. */
const UNREADABLE = '"';

/** How many lines the record that begins at a line takes: up to where the quotes opened in it are closed. */
function recordLength(lines: readonly string[], at: number): number | 'unfinished' | 'endless' {
  let isOpen = false;
  let characters = 0;
  for (let end = at; end < lines.length; end += 1) {
    const line = lines[end] ?? '';
    if (line === UNREADABLE) return 'endless';
    for (let quote = line.indexOf('"'); quote !== -1; quote = line.indexOf('"', quote + 1)) isOpen = !isOpen;
    characters += line.length;
    if (characters > MAX_RECORD_CHARACTERS) return 'endless';
    if (!isOpen) return end - at + 1;
  }
  return 'unfinished';
}

function fieldsOf(lines: readonly string[], at: number, length: number): string[] | null {
  const text = length === 1 ? (lines[at] ?? '') : lines.slice(at, at + length).join('\n');
  if (!text.includes('"')) return text.split(',').map((field) => field.trim());
  return quotedFields(text.endsWith('\r') ? text.slice(0, -1) : text);
}

function quotedFields(text: string): string[] | null {
  const fields: string[] = [];
  FIELD.lastIndex = 0;
  for (;;) {
    const match = FIELD.exec(text);
    if (!match) return null;
    const [, quoted, plain = '', separator] = match;
    fields.push((quoted?.replaceAll('""', '"') ?? plain).trim());
    if (separator === '') return fields;
  }
}
