import { isUtf8 } from 'node:buffer';
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';

const MAX_RAW_CHARACTERS = 1000;
const HEADER = 'line,reason,row\n';

/** The list of bad rows as CSV: line, reasons and the row as it stands in the file. Made when the first comes. */
export class ErrorFile {
  readonly path: string;
  #stream: WriteStream | null = null;

  constructor(path: string) {
    this.path = path;
  }

  async add(line: number, reasons: readonly string[], raw: Uint8Array): Promise<void> {
    if (!this.#stream) {
      this.#stream = createWriteStream(this.path);
      await once(this.#stream, 'open');
      this.#stream.write(HEADER);
    }
    const row = `${line},${cell(reasons.join('; '))},${cell(rawText(raw))}\n`;
    if (!this.#stream.write(row)) await once(this.#stream, 'drain');
  }

  /** Completes the file and returns its path; without bad rows there is none, not even an older one. */
  async close(): Promise<string | null> {
    if (!this.#stream) {
      await rm(this.path, { force: true });
      return null;
    }
    this.#stream.end();
    await finished(this.#stream);
    return this.path;
  }
}

/** Bytes that are no UTF-8 are shown as Latin-1, so that none is lost; NUL as its picture. */
function rawText(raw: Uint8Array): string {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const text = bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1').replaceAll('\0', '␀');
  return text.length > MAX_RAW_CHARACTERS ? `${text.slice(0, MAX_RAW_CHARACTERS)}…` : text;
}

/** Quoted, and with an apostrophe before what a spreadsheet would take for a formula. */
const cell = (text: string): string =>
  `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
