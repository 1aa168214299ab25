import { isUtf8 } from 'node:buffer';

/** One record of a file: its values, or what is wrong with it. */
export interface FileRecord {
  /** Where it begins: lines of the file, from 1. */
  readonly line: number;
  /** Its bytes, without the line break; of a line that is too long only the beginning. Valid until the reader gets more. */
  readonly raw: Uint8Array;
  /** `null` when the record cannot be read. */
  readonly values: readonly string[] | null;
  readonly problem: string | null;
}

/** No record of an honest file comes near it; without a limit one unclosed quotation mark would swallow the file. */
export const MAX_RECORD_BYTES = 1024 * 1024;

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const QUOTE = 0x22;
const DELIMITERS = [',', ';', '\t'];
const RAW_BYTES_OF_LONG_LINE = 1000;

type Parsed =
  { readonly end: number; readonly values: readonly string[] } | { readonly problem: string } | 'incomplete';

/**
 * Cuts bytes into CSV records (RFC 4180; the header's most frequent of `, ; tab` delimits), or into plain lines.
 * What cannot be read costs its own line and nothing else: after a quotation mark that is never closed, or
 * closed in the middle of a value, reading goes on at the very next line. Works on chunks cut anywhere.
 */
export class RecordReader {
  readonly #quotes: boolean;
  #delimiter = '';
  /** The bytes not taken yet, from `#start` on; a view of `#space`, which is used again and again. */
  #buffer: Buffer = Buffer.alloc(0);
  #space: Buffer = Buffer.alloc(0);
  #start = 0;
  #line = 1;
  /** The first quotation mark from `#start` on, once it was looked for. */
  #quoteAt = -1;
  #inLongLine = false;
  /** Whether all bytes up to here are UTF-8 and none is NUL: asked once for all records rather than for each. */
  #soundUpTo = 0;

  /** `lines` takes every line as one value and gives quotation marks no meaning. */
  constructor(format: 'csv' | 'lines') {
    this.#quotes = format === 'csv';
  }

  /** Takes the next bytes and yields the records that they complete. */
  *push(chunk: Uint8Array): Generator<FileRecord, void, undefined> {
    const rest = this.#buffer.length - this.#start;
    const space =
      rest + chunk.length > this.#space.length ? Buffer.alloc(2 * (rest + chunk.length)) : this.#space;
    this.#buffer.copy(space, 0, this.#start);
    space.set(chunk, rest);
    this.#space = space;
    this.#buffer = space.subarray(0, rest + chunk.length);
    this.#start = 0;
    this.#quoteAt = -1;
    this.#soundUpTo = soundUpTo(this.#buffer);
    yield* this.#records(false);
  }

  /** Yields what is left when no more bytes come. */
  *end(): Generator<FileRecord, void, undefined> {
    yield* this.#records(true);
  }

  *#records(atEnd: boolean): Generator<FileRecord, void, undefined> {
    while (this.#start < this.#buffer.length) {
      const record = this.#next(atEnd);
      if (record === 'incomplete') return;
      if (record) yield record;
    }
  }

  /** The record at `#start`; `null` for an empty line or the rest of one that is too long. */
  #next(atEnd: boolean): FileRecord | null | 'incomplete' {
    const lineFeed = this.#buffer.indexOf(LINE_FEED, this.#start);
    const lineEnd = lineFeed === -1 ? this.#buffer.length : lineFeed;
    const isTooLong = this.#buffer.length - this.#start > MAX_RECORD_BYTES;
    if (lineFeed === -1 && !atEnd && !isTooLong && !this.#inLongLine) return 'incomplete';
    if (this.#inLongLine || lineEnd - this.#start > MAX_RECORD_BYTES) return this.#skipLongLine(lineFeed);

    if (!this.#quotes) return this.#take(lineEnd, [this.#text(this.#start, trimEnd(this.#buffer, lineEnd))]);
    this.#delimiter ||= mostFrequent(this.#text(this.#start, lineEnd));
    if (!this.#hasQuoteBefore(lineEnd)) {
      return this.#take(
        lineEnd,
        this.#text(this.#start, trimEnd(this.#buffer, lineEnd)).split(this.#delimiter),
      );
    }
    const parsed = this.#parseQuoted(atEnd);
    if (parsed === 'incomplete' && !isTooLong) return parsed;
    if (parsed === 'incomplete') return this.#refuse(lineEnd, 'a quotation mark is opened and never closed');
    return 'problem' in parsed
      ? this.#refuse(lineEnd, parsed.problem)
      : this.#take(parsed.end, parsed.values);
  }

  #hasQuoteBefore(end: number): boolean {
    if (this.#quoteAt < this.#start) {
      const found = this.#buffer.indexOf(QUOTE, this.#start);
      this.#quoteAt = found === -1 ? Infinity : found;
    }
    return this.#quoteAt < end;
  }

  #parseQuoted(atEnd: boolean): Parsed {
    const buffer = this.#buffer;
    const delimiter = this.#delimiter.charCodeAt(0);
    const values: string[] = [];
    for (let at = this.#start; ; at += 1) {
      if (buffer[at] === QUOTE) {
        const close = closingQuote(buffer, at + 1, atEnd);
        if (close === 'unclosed') return { problem: 'a quotation mark is opened and never closed' };
        if (close === 'incomplete') return close;
        values.push(this.#text(at + 1, close).replaceAll('""', '"'));
        at =
          buffer[close + 1] === CARRIAGE_RETURN && [LINE_FEED, undefined].includes(buffer[close + 2])
            ? close + 2
            : close + 1;
      } else {
        const from = at;
        while (
          at < buffer.length &&
          buffer[at] !== delimiter &&
          buffer[at] !== LINE_FEED &&
          buffer[at] !== QUOTE
        )
          at += 1;
        if (at === buffer.length && !atEnd) return 'incomplete';
        if (buffer[at] === QUOTE) return { problem: 'a quotation mark stands inside an unquoted value' };
        values.push(this.#text(from, buffer[at] === delimiter ? at : trimEnd(buffer, at)));
      }
      if (at >= buffer.length || buffer[at] === LINE_FEED) return { end: at, values };
      if (buffer[at] !== delimiter) return { problem: 'text follows a closing quotation mark' };
    }
  }

  #text(from: number, to: number): string {
    return this.#buffer.toString('utf8', from, to);
  }

  /** Consumes up to the line break at `end` and makes the record of it. */
  #take(end: number, values: readonly string[]): FileRecord | null {
    const { line, raw } = this.#consume(end);
    if (raw.length === 0) return null;
    const problem = end <= this.#soundUpTo ? null : unsoundness(raw);
    return { line, raw, values: problem === null ? values : null, problem };
  }

  #refuse(end: number, problem: string): FileRecord {
    return { ...this.#consume(end), values: null, problem };
  }

  #consume(end: number): { line: number; raw: Uint8Array } {
    const raw = this.#buffer.subarray(this.#start, trimEnd(this.#buffer, end));
    const line = this.#line;
    this.#line += 1;
    for (let at = raw.indexOf(LINE_FEED); at !== -1; at = raw.indexOf(LINE_FEED, at + 1)) this.#line += 1;
    this.#start = Math.min(end + 1, this.#buffer.length);
    return { line, raw };
  }

  /** Throws the bytes of an endless line away, and reports it once, at its beginning. */
  #skipLongLine(lineFeed: number): FileRecord | null {
    const first = this.#inLongLine
      ? null
      : this.#buffer.subarray(this.#start, this.#start + RAW_BYTES_OF_LONG_LINE);
    const line = this.#line;
    this.#inLongLine = lineFeed === -1;
    this.#start = lineFeed === -1 ? this.#buffer.length : lineFeed + 1;
    if (lineFeed !== -1) this.#line += 1;
    return (
      first && { line, raw: first, values: null, problem: `the row is longer than ${MAX_RECORD_BYTES} bytes` }
    );
  }
}

/** What forbids to read these bytes as text; `null` when nothing does. */
function unsoundness(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return 'the row holds a NUL character';
  return isUtf8(bytes) ? null : 'the row is not UTF-8';
}

/** The end of the last whole line when nothing forbids to read all lines before it, else 0. */
function soundUpTo(buffer: Buffer): number {
  const end = buffer.lastIndexOf(LINE_FEED);
  return end > 0 && unsoundness(buffer.subarray(0, end)) === null ? end : 0;
}

/** Where a line ends before its line break at `end`: a carriage return belongs to the break. */
const trimEnd = (buffer: Buffer, end: number): number =>
  buffer[end - 1] === CARRIAGE_RETURN ? end - 1 : end;

/** The quotation mark that closes a value which begins at `from`; doubled ones stand for themselves. */
function closingQuote(buffer: Buffer, from: number, atEnd: boolean): number | 'incomplete' | 'unclosed' {
  for (let at = from; ; at += 2) {
    at = buffer.indexOf(QUOTE, at);
    if (at === -1) return atEnd ? 'unclosed' : 'incomplete';
    // A carriage return is told from text by what follows it.
    if (at + 2 >= buffer.length && !atEnd) return 'incomplete';
    if (buffer[at + 1] !== QUOTE) return at;
  }
}

function mostFrequent(header: string): string {
  const counts = DELIMITERS.map((delimiter) => header.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}
