import type { Readable } from 'node:stream';
import type { DataSource } from 'typeorm';
import { type Db, sql } from '../../../platform/db/sql.ts';
import { fixed } from '../../../platform/kernel/fixed.ts';
import { BASE_CURRENCY, fxRateId } from '../fx.rules.ts';
import { type FxRow, fxRowReader } from '../import/fx-rows.ts';
import { type ImportReport, RefusedRows, UnusableFileError } from '../import/import-report.ts';
import { openCsv } from '../import/read-csv.ts';

const DEFAULT_SOURCE = 'ECB';
const SOURCE = /^[A-Z0-9][A-Z0-9_-]{0,19}$/;
const BATCH_RATES = 10_000;

/**
 * Takes over published exchange rates from a CSV file (see `fxRowReader`), in batches: run it again after an
 * interruption. A rate that is known with another value is refused: it is a fact that comparisons may rest on.
 * Throws `UnusableFileError`.
 */
export async function importFxRates(
  db: DataSource,
  csv: Readable,
  options: { readonly source?: string | undefined } = {},
): Promise<ImportReport> {
  const source = options.source ?? DEFAULT_SOURCE;
  if (!SOURCE.test(source))
    throw new UnusableFileError(`"${source}" cannot name a source: capitals, digits, "-" and "_" can.`);
  const refused = new RefusedRows();
  const { header, batches } = await openCsv(csv, refused);
  const read = fxRowReader(header);
  const total = { created: 0, unchanged: 0 };
  let batch: FxRow[] = [];
  const flush = async () => {
    const { distinct, contradictions } = withoutRepeats(batch);
    const { created, conflicts } = await saveRates(db, source, distinct);
    total.created += created;
    total.unchanged += batch.length - created - contradictions.length - conflicts.length;
    for (const { line, rateDate, quote, known } of [...contradictions, ...conflicts]) {
      const id = fxRateId(source, rateDate, BASE_CURRENCY, quote);
      refused.add(line, `${id} is ${known} already, and rates are never changed.`);
    }
    batch = [];
  };
  for await (const rows of batches) {
    for (const row of rows) {
      const { rates, problems } = read(row);
      for (const problem of problems) refused.add(row.line, problem);
      batch.push(...rates);
    }
    if (batch.length >= BATCH_RATES) await flush();
  }
  await flush();
  return { ...total, updated: 0, refused: refused.count, problems: refused.problems };
}

/** A rate of the file that differs from the one that is known. */
interface Conflict {
  readonly line: number;
  readonly rateDate: string;
  readonly quote: string;
  readonly known: string;
}

/** The first rate of each day and currency, and those after it that say something else. */
function withoutRepeats(rates: readonly FxRow[]): {
  distinct: FxRow[];
  contradictions: Conflict[];
} {
  const first = new Map<string, FxRow>();
  const contradictions: Conflict[] = [];
  for (const row of rates) {
    const key = `${row.rateDate}:${row.quote}`;
    const earlier = first.get(key);
    if (!earlier) first.set(key, row);
    else if (fixed(earlier.rate) !== fixed(row.rate)) contradictions.push({ ...row, known: earlier.rate });
  }
  return { distinct: [...first.values()], contradictions };
}

async function saveRates(
  db: Db,
  source: string,
  rates: readonly FxRow[],
): Promise<{ created: number; conflicts: Conflict[] }> {
  // Only what was not created can conflict: looked up row by row (`offset 0`), not by reading all rates for each batch.
  const rows = await sql<Conflict & { created: number }>(
    db,
    `with given as (
       select * from unnest($3::int[], $4::date[], $5::text[], $6::numeric[]) as g (line, rate_date, quote, rate)),
     created as (
       insert into fx_rate (source, base, rate_date, quote, rate)
       select $1, $2, g.rate_date, g.quote, g.rate from given g order by g.quote, g.rate_date
       on conflict do nothing returning quote, rate_date),
     conflict as (
       select g.line, g.rate_date::text as "rateDate", g.quote, trim_scale(f.rate)::text as known
         from given g cross join lateral (
           select f.rate from fx_rate f
            where f.base = $2 and f.quote = g.quote and f.rate_date = g.rate_date and f.source = $1 offset 0) f
        where (g.quote, g.rate_date) not in (select quote, rate_date from created) and f.rate <> g.rate)
     select counted.*, conflict.* from (select count(*)::int as created from created) counted left join conflict on true`,
    [
      source,
      BASE_CURRENCY,
      rates.map((rate) => rate.line),
      rates.map((rate) => rate.rateDate),
      rates.map((rate) => rate.quote),
      rates.map((rate) => rate.rate),
    ],
  );
  return { created: rows[0]?.created ?? 0, conflicts: rows.filter(({ line }) => line !== null) };
}
