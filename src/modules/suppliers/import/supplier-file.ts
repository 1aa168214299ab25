import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { extname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { unusable } from './file-columns.ts';

export interface SupplierFile {
  readonly path: string;
  readonly format: 'csv' | 'jsonl';
  /** WHATWG label such as "latin1"; UTF-8 and UTF-16 are recognised. */
  readonly encoding?: string | undefined;
  /** Where bad rows are listed. */
  readonly errorPath: string;
}

/** The format that a file's name tells. Throws `VALIDATION_FAILED` when it tells none. */
export function formatOf(path: string): 'csv' | 'jsonl' {
  const extension = extname(path).toLowerCase();
  if (extension === '.csv' || extension === '.tsv' || extension === '.txt') return 'csv';
  if (extension === '.jsonl' || extension === '.ndjson') return 'jsonl';
  throw unusable('The name of the file tells no format: end it in .csv or .jsonl.');
}

/** What names a file by its content. Throws `VALIDATION_FAILED` when it cannot be read. */
export async function fingerprintOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash).catch(() => {
    throw unusable(`${path} cannot be read.`);
  });
  return `sha256:${hash.digest('hex')}`;
}
