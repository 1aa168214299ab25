import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Where files of the real world lie that the project cannot contain: `RFQ_REAL_DATA`, or beside the checkout. */
const folder = process.env['RFQ_REAL_DATA'] ?? '../shared/data';

/** Path of a file of real data; `null` where it is absent: tests about it are then skipped, visibly. */
export function realData(file: string): string | null {
  const path = join(folder, file);
  return existsSync(path) ? path : null;
}
