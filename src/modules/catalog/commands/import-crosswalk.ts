import type { Readable } from 'node:stream';
import type { DataSource } from 'typeorm';
import { inTransaction } from '../../../platform/db/in-transaction.ts';
import { sql, type Tx } from '../../../platform/db/sql.ts';
import { categoryCode } from '../category.rules.ts';
import { type ImportReport, RefusedRows } from '../import/import-report.ts';
import { type CsvRow, openCsv, positionsOf } from '../import/read-csv.ts';

const COLUMNS = ['from_scheme', 'from_code', 'to_scheme', 'to_code'];

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
  const { header, batches } = await openCsv(source, refused);
  const at = positionsOf(header, COLUMNS);
  const total = { created: 0, unchanged: 0 };
  for await (const rows of batches) {
    const known = rows.map((row) => crosswalkRow(row, at));
    const given = known.filter((row) => row.fromScheme !== row.toScheme);
    const { created, unknown } = await inTransaction(db, (tx) => saveRows(tx, given));
    total.created += created;
    total.unchanged += given.length - created - unknown.length;
    for (const { line, scheme, code } of unknown) refused.add(line, `The catalog has no ${scheme} ${code}.`);
    for (const { line, fromScheme, toScheme } of known)
      if (fromScheme === toScheme) refused.add(line, 'The two categories are of the same scheme.');
  }
  return { ...total, updated: 0, refused: refused.count, problems: refused.problems };
}

function crosswalkRow({ line, fields }: CsvRow, at: readonly number[]): CrosswalkRow {
  const [fromScheme = '', fromCode = '', toScheme = '', toCode = ''] = at.map((index) => fields[index] ?? '');
  return {
    line,
    fromScheme,
    fromCode: categoryCode(fromScheme, fromCode),
    toScheme,
    toCode: categoryCode(toScheme, toCode),
  };
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
