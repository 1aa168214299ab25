import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SupplierImportReport } from '../../../src/modules/suppliers/index.ts';
import { sql, sqlOne } from '../../../src/platform/db/sql.ts';
import { waitUntil } from '../../support/wait-until.ts';
import {
  BAD_ROWS,
  GOOD_ROW_LINES,
  goodRow,
  HEADER,
  type ImportPlace,
  fileOf,
  openImportPlace,
  readErrors,
} from './supplier-files.ts';

const GOOD_ROWS = Number(process.env['TEST_IMPORT_ROWS'] ?? 22_000);
const KILLS = Number(process.env['TEST_IMPORT_KILLS'] ?? 1);
/** One row in a hundred is bad. */
const BAD_EVERY = 99;

let place: ImportPlace;
beforeAll(async () => {
  place = await openImportPlace();
});
afterAll(() => place.drop());

/** Imports in a process of its own, through the command line. */
const importInProcess = (file: string): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', 'src/app/cli.ts', 'suppliers:import', file, '--json'], {
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'test', DATABASE_URL: place.databaseUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
  });

const progress = async () =>
  (await sqlOne<{ rowsRead: number }>(place.db, 'select rows_read as "rowsRead" from supplier_import'))
    ?.rowsRead ?? 0;

/** Kills an import as a power cut would, once it has come further than the one before. */
async function killOnTheWay(file: string): Promise<void> {
  const before = await progress();
  const child = importInProcess(file);
  await waitUntil('a chunk to be committed', async () => (await progress()) > before || `at row ${before}`);
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function runToTheEnd(file: string): Promise<{ report: SupplierImportReport; exitCode: number }> {
  const child = importInProcess(file);
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [exitCode] = (await once(child, 'close')) as [number];
  return { report: JSON.parse(output), exitCode };
}

test(
  `an import killed on the way (${KILLS}×) ends with every good row once and the list of bad ones exact`,
  { timeout: 300_000 },
  async () => {
    const rows: (string | Uint8Array)[] = [HEADER];
    const expectedErrors: { line: number; reason: string }[] = [];
    for (let number = 0, line = 2; number < GOOD_ROWS; number += 1) {
      rows.push(goodRow(number));
      line += GOOD_ROW_LINES;
      if (number % BAD_EVERY !== 0) continue;
      const bad = BAD_ROWS[(number / BAD_EVERY) % BAD_ROWS.length];
      rows.push(bad?.row ?? '');
      expectedErrors.push({ line, reason: bad?.reason ?? '' });
      line += 1;
    }
    const file = await place.write('pool.csv', fileOf(rows));

    for (let kill = 0; kill < KILLS; kill += 1) await killOnTheWay(file);
    const resumedAfterRow = await progress();
    const { report, exitCode } = await runToTheEnd(file);

    expect(resumedAfterRow).toBeGreaterThan(0);
    expect(exitCode).toBe(1);
    expect(report).toMatchObject({
      resumedAfterRow,
      good: GOOD_ROWS,
      bad: expectedErrors.length,
      inserted: GOOD_ROWS,
      updated: 0,
    });
    expect((await readErrors(`${file}.errors.csv`)).map(({ line, reason }) => ({ line, reason }))).toEqual(
      expectedErrors,
    );
    const [counts] = await sql(
      place.db,
      `select count(*)::int as suppliers, count(distinct source_ref)::int as refs, count(m.supplier_id)::int as matched, max(version) as version
       from supplier s left join supplier_match m on m.supplier_id = s.id`,
    );
    expect(counts).toEqual({ suppliers: GOOD_ROWS, refs: GOOD_ROWS, matched: GOOD_ROWS, version: 1 });
    const indexes = await sql(
      place.db,
      `select reloptions from pg_class where relname ~ '^supplier.*(trgm|tags|search)_idx$'`,
    );
    expect(indexes.map((row) => row['reloptions'])).toEqual(
      Array.from({ length: 3 }, () => ['fastupdate=off']),
    );
  },
);
