import { fail } from '../../../platform/kernel/domain-error.ts';
import { FILE_COLUMNS, type FileColumn } from './supplier-row.ts';

const REQUIRED: readonly FileColumn[] = ['supplier_id', 'name'];
const KNOWN: ReadonlySet<string> = new Set(FILE_COLUMNS);

const isKnown = (name: string): name is FileColumn => KNOWN.has(name);

/** Where the known columns stand in a CSV file. */
export interface FileHeader {
  readonly indexOf: ReadonlyMap<FileColumn, number>;
  readonly width: number;
  readonly ignored: readonly string[];
}

/** Reads a header. Throws `VALIDATION_FAILED` when the file cannot be used: a needed column is missing, or one is there twice. */
export function readHeader(names: readonly string[]): FileHeader {
  const indexOf = new Map<FileColumn, number>();
  const ignored: string[] = [];
  names.forEach((given, index) => {
    const name = given.trim().toLowerCase();
    if (!isKnown(name)) ignored.push(given.trim());
    else if (indexOf.has(name)) throw unusable(`The header names the column ${name} twice.`);
    else indexOf.set(name, index);
  });
  const missing = REQUIRED.filter((name) => !indexOf.has(name));
  if (missing.length > 0) {
    throw unusable(
      `The first line must name the columns; it lacks ${missing.join(', ')}. Known columns: ${FILE_COLUMNS.join(', ')}.`,
    );
  }
  return { indexOf, width: names.length, ignored };
}

/** A file that nothing can be taken from. */
export const unusable = (message: string) => fail('VALIDATION_FAILED', message, ['file']);
