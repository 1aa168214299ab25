import { open } from 'node:fs/promises';
import { TextDecoder } from 'node:util';

const CHUNK_BYTES = 256 * 1024;

interface Signature {
  /** What the file begins with; `null` for any byte but zero. */
  readonly bytes: readonly (number | null)[];
  /** How many of them are no text. */
  readonly skip: number;
  readonly encoding: string;
}

/** Byte order marks, and how a file without one gives UTF-16 away: every other byte of its header is zero. */
const SIGNATURES: readonly Signature[] = [
  { bytes: [0xef, 0xbb, 0xbf], skip: 3, encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], skip: 2, encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], skip: 2, encoding: 'utf-16be' },
  { bytes: [null, 0, null, 0], skip: 0, encoding: 'utf-16le' },
  { bytes: [0, null, 0, null], skip: 0, encoding: 'utf-16be' },
];

/**
 * The bytes of a text file as UTF-8, in chunks that are valid until the next is asked for, without a byte order
 * mark. UTF-16 is recognised; any other encoding has to be named by its WHATWG label ("latin1"). UTF-8 comes as
 * it is, errors included. Throws `RangeError` for an unknown encoding.
 */
export async function* utf8Chunks(
  path: string,
  encoding?: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const file = await open(path);
  try {
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    const read = async () => buffer.subarray(0, (await file.read(buffer)).bytesRead);
    let chunk = await read();
    const signature = SIGNATURES.find((candidate) => beginsWith(chunk, candidate));
    const decoder = decoderFor(encoding ?? signature?.encoding ?? 'utf-8');
    for (let text = chunk.subarray(signature?.skip ?? 0); chunk.length > 0; text = chunk = await read()) {
      yield decoder ? Buffer.from(decoder.decode(text, { stream: true })) : text;
    }
    if (decoder) yield Buffer.from(decoder.decode());
  } finally {
    await file.close();
  }
}

const beginsWith = (chunk: Uint8Array, { bytes }: Signature): boolean =>
  bytes.every((byte, index) => (byte === null ? Boolean(chunk[index]) : chunk[index] === byte));

/** `null` where nothing is to be decoded. */
function decoderFor(encoding: string): TextDecoder | null {
  const decoder = new TextDecoder(encoding);
  return decoder.encoding === 'utf-8' ? null : decoder;
}
