import { createReadStream } from 'node:fs';
import { TextDecoder } from 'node:util';

const CHUNK_BYTES = 256 * 1024;

/** Byte order marks, and how a file without one gives UTF-16 away: every other byte of its header is zero. */
const SIGNATURES: readonly {
  readonly bytes: readonly (number | null)[];
  readonly skip: number;
  readonly encoding: string;
}[] = [
  { bytes: [0xef, 0xbb, 0xbf], skip: 3, encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], skip: 2, encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], skip: 2, encoding: 'utf-16be' },
  { bytes: [null, 0, null, 0], skip: 0, encoding: 'utf-16le' },
  { bytes: [0, null, 0, null], skip: 0, encoding: 'utf-16be' },
];

/**
 * The bytes of a text file as UTF-8, in chunks, without a byte order mark. UTF-16 is recognised; any other
 * encoding has to be named by its WHATWG label ("latin1"). UTF-8 comes as it is, errors included. Throws
 * `RangeError` for an unknown encoding.
 */
export async function* utf8Chunks(
  file: string,
  encoding?: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  let decoder: TextDecoder | null | undefined;
  for await (const chunk of createReadStream(file, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer>) {
    let bytes: Buffer = chunk;
    if (decoder === undefined) {
      const signature = SIGNATURES.find(({ bytes: wanted }) =>
        wanted.every((byte, index) => (byte === null ? chunk[index] !== 0 : chunk[index] === byte)),
      );
      decoder = decoderFor(encoding ?? signature?.encoding ?? 'utf-8');
      bytes = chunk.subarray(signature?.skip ?? 0);
    }
    yield decoder ? Buffer.from(decoder.decode(bytes, { stream: true })) : bytes;
  }
  if (decoder) yield Buffer.from(decoder.decode());
}

function decoderFor(encoding: string): TextDecoder | null {
  const decoder = new TextDecoder(encoding);
  return decoder.encoding === 'utf-8' ? null : decoder;
}
