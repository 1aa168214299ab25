import type { Readable } from 'node:stream';
import type { DataSource } from 'typeorm';
import { inTransaction } from '../../../platform/db/in-transaction.ts';
import { sql, type Tx } from '../../../platform/db/sql.ts';
import { categoryCode } from '../category.rules.ts';
import { type ImportReport, RefusedRows } from '../import/import-report.ts';
import { positionsOf, readCsv, readHeader, unkeepable } from '../import/read-csv.ts';

const COLUMNS = ['from_scheme', 'from_code', 'to_scheme', 'to_code'];
const BATCH_ROWS = 5_000;

interface CrosswalkRow {
  readonly line: number;
  readonly fromScheme: string;
  readonly fromCode: string;
  readonly toScheme: string;
  readonly toCode: string;
}

/**
 * Takes over which categories of different schemes correspond, from a CSV file with the columns `from_scheme,
 * from_code, to_scheme, to_code`. Both categories must be in the catalog. Throws `UnusableFileError`.
 */
export async function importCrosswalk(db: DataSource, source: Readable): Promise<ImportReport> {
  const refused = new RefusedRows();
  const rows = readCsv(source, refused);
  const at = positionsOf(await readHeader(rows), COLUMNS);
  const total = { created: 0, unchanged: 0 };
  let batch: CrosswalkRow[] = [];
  const flush = async () => {
    const full = batch;
    batch = [];
    const done = await inTransaction(db, (tx) => saveRows(tx, full));
    total.created += done.created;
    total.unchanged += full.length - done.created - done.unknown.length;
    for (const { line, scheme, code } of done.unknown)
      refused.add(line, `The catalog has no ${scheme} ${code}.`);
  };
  for await (const { line, fields } of rows) {
    const [fromScheme = '', fromCode = '', toScheme = '', toCode = ''] = at.map(
      (index) => fields[index] ?? '',
    );
    const reason = fields.map(unkeepable).find((found) => found !== null);
    if (reason !== undefined) refused.add(line, reason);
    else if (fromScheme === toScheme) refused.add(line, 'The two categories are of the same scheme.');
    else {
      const from = categoryCode(fromScheme, fromCode);
      batch.push({ line, fromScheme, fromCode: from, toScheme, toCode: categoryCode(toScheme, toCode) });
    }
    if (batch.length === BATCH_ROWS) await flush();
  }
  if (batch.length > 0) await flush();
  return { ...total, updated: 0, refused: refused.count, problems: refused.problems };
}

interface UnknownCategory {
  readonly line: number;
  readonly scheme: string;
  readonly code: string;
}

async function saveRows(tx: Tx, rows: readonly CrosswalkRow[]) {
  const columns = [
    rows.map((row) => row.line),
    rows.map((row) => row.fromScheme),
    rows.map((row) => row.fromCode),
    rows.map((row) => row.toScheme),
    rows.map((row) => row.toCode),
  ];
  const given = `given as (
    select * from unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[])
      as g (line, from_scheme, from_code, to_scheme, to_code))`;
  const unknown = await sql<UnknownCategory>(
    tx,
    `with ${given}
     select distinct on (side.line) side.line, side.scheme, side.code
       from (select line, 1 as nth, from_scheme as scheme, from_code as code from given
             union all select line, 2, to_scheme, to_code from given) side
      where not exists (select 1 from category c where c.scheme = side.scheme and c.code = side.code)
      order by side.line, side.nth`,
    columns,
  );
  const created = await sql(
    tx,
    `with ${given}
     insert into category_crosswalk (from_scheme, from_code, to_scheme, to_code)
     select g.from_scheme, g.from_code, g.to_scheme, g.to_code from given g where g.line <> all($6::int[])
     on conflict do nothing returning 1`,
    [...columns, unknown.map(({ line }) => line)],
  );
  return { created: created.length, unknown };
}
