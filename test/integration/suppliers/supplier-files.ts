import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { DataSource } from 'typeorm';
import { openDatabase } from '../../../src/app/database.ts';
import { createLogger } from '../../../src/platform/telemetry/logger.ts';
import { createDatabase } from '../../support/database.ts';

/** A database of the test file's own, with a folder for the files to import. */
export interface ImportPlace {
  readonly db: DataSource;
  readonly databaseUrl: string;
  /** Writes a file and returns its path. */
  write(name: string, content: string | Uint8Array): Promise<string>;
  drop(): Promise<void>;
}

/** Clones the seeded database and makes a folder. Call `drop` in `afterAll`. */
export async function openImportPlace(): Promise<ImportPlace> {
  const database = await createDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'rfq-import-'));
  const db = await openDatabase(
    { url: database.url, poolSize: 4, applicationName: 'rfq-test', statementTimeoutMs: 60_000 },
    createLogger('silent', 'test'),
  );
  return {
    db,
    databaseUrl: database.url,
    async write(name, content) {
      const path = join(folder, name);
      await writeFile(path, content);
      return path;
    },
    async drop() {
      await db.destroy();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export const HEADER = 'supplier_id,name,country,city,founded,category_codes,description';

/** A row that nothing is wrong with. */
export const goodRow = (number: number): string =>
  `G${number},"Good ""${number}"" Ltd",DE,Köln,1990,CPV:44530000,"Bolts, nuts
and washers"`;
/** The lines that a good row takes: its description spans two. */
export const GOOD_ROW_LINES = 2;

const LATIN_1 = (text: string) => Buffer.from(text, 'latin1');

/** Rows with one thing wrong each, and what is said about them; every row takes one line. */
export const BAD_ROWS: readonly { readonly row: Uint8Array; readonly reason: string }[] = [
  [',No Id,DE,,,,', 'supplier_id is missing'],
  ['B2,,DE,,,,', 'name is missing'],
  ['B3,Bad Country,Germany,,,,', 'country: "Germany" is no ISO 3166-1 code of two letters'],
  ['B4,Unassigned,ZZ,,,,', 'country: "ZZ" is no ISO 3166-1 code of two letters'],
  [LATIN_1('B5,M\u00fcller,DE,,,,'), 'the row is not UTF-8'],
  ['B6,N\0ul,DE,,,,', 'the row holds a NUL character'],
  ['B7,"Unclosed,DE,,,,', 'text follows a closing quotation mark'],
  ['B8,Short,DE', 'the row has 3 values, the header 7'],
  ['B9,Long,DE,,,,,,', 'the row has 9 values, the header 7'],
  ['B10,=1+1,DE,,,,', 'name is a spreadsheet formula'],
  [`B11,Huge,DE,,,,${'x'.repeat(20_000)}`, 'description has 20000 characters, at most 10000'],
  ['B12,Bare Code,DE,,,44530000,', 'category_codes: "44530000" is not SCHEME:code'],
  ['B13,Young,DE,,20 B.C.,,', 'founded: "20 B.C." is no year'],
  ['B14,3" Pipes,DE,,,,', 'a quotation mark stands inside an unquoted value'],
].map(([row = '', reason]) => ({
  row: typeof row === 'string' ? Buffer.from(row) : row,
  reason: String(reason),
}));

/** Rows with a line break after each, as a file. */
export const linesOf = (...rows: readonly (string | Uint8Array)[]): Uint8Array => fileOf(rows);

/** The same for many rows. */
export const fileOf = (rows: readonly (string | Uint8Array)[]): Uint8Array =>
  Buffer.concat(rows.flatMap((row) => [Buffer.from(row), Buffer.from('\n')]));

/** The error file as it is written: the line, the reasons and the row. */
export async function readErrors(path: string): Promise<{ line: number; reason: string; row: string }[]> {
  const records: { line: string; reason: string; row: string }[] = parse(await readFile(path), {
    columns: true,
  });
  return records.map(({ line, reason, row }) => ({ line: Number(line), reason, row }));
}
