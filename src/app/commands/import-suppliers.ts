import { defineCommand } from 'citty';
import cliProgress from 'cli-progress';
import { importSuppliers, type SupplierImportReport } from '../../modules/suppliers/index.ts';
import { DomainError } from '../../platform/kernel/domain-error.ts';
import { withDatabase } from '../with-database.ts';

export const importSuppliersCommand = defineCommand({
  meta: {
    name: 'suppliers:import',
    description:
      'Takes a file of suppliers (CSV or JSONL) into the pool. Exit code 0: all rows were good; 1: some were refused; 2: the file is of no use.',
  },
  args: {
    file: { type: 'positional', required: true, description: 'The CSV or JSONL file.' },
    errors: {
      type: 'string',
      description: 'Where refused rows are listed; <file>.errors.csv when left out.',
    },
    encoding: { type: 'string', description: 'Such as "latin1"; UTF-8 and UTF-16 are recognised.' },
    'dry-run': { type: 'boolean', default: false, description: 'Read and check everything, change nothing.' },
    json: { type: 'boolean', default: false, description: 'Print the report as JSON.' },
  },
  async run({ args }) {
    const bar = new cliProgress.SingleBar(
      { format: 'Reading  {bar} {percentage}%  {rows} rows', hideCursor: true, clearOnComplete: true },
      cliProgress.Presets.shades_classic,
    );
    const visible = process.stderr.isTTY && !args.json;
    if (visible) bar.start(100, 0, { rows: 0 });
    try {
      const report = await withDatabase(({ db }) =>
        importSuppliers(db, {
          file: args.file,
          errorFile: args.errors,
          encoding: args.encoding,
          dryRun: args['dry-run'],
          onProgress: (share, rows) => bar.update(Math.floor(share * 100), { rows }),
        }),
      );
      bar.stop();
      console.log(args.json ? JSON.stringify(report) : inWords(report));
      process.exitCode = report.bad === 0 ? 0 : 1;
    } catch (error) {
      bar.stop();
      const message =
        error instanceof DomainError
          ? error.problems[0].message
          : error instanceof Error
            ? error.message
            : String(error);
      if (args.json) console.log(JSON.stringify({ file: args.file, error: message }));
      else console.error(`${args.file}: ${message}`);
      process.exitCode = 2;
    }
  },
});

function inWords(report: SupplierImportReport): string {
  const count = (number: number) => number.toLocaleString('en');
  const lines = [
    `${count(report.rows)} rows: ${count(report.good)} good, ${count(report.bad)} refused (${report.seconds.toFixed(1)} s, ${count(Math.round(report.rowsPerSecond))} rows/s)`,
    report.dryRun
      ? 'Nothing was changed.'
      : `${count(report.inserted ?? 0)} new suppliers, ${count(report.updated ?? 0)} changed.`,
    `${count(report.uncoded)} without a category (found by their text), ${count(report.unknownCountries)} without a known country, ${count(report.possibleDuplicates)} possible duplicates (all kept).`,
  ];
  if (report.resumedAfterRow > 0)
    lines.push(`Went on after row ${count(report.resumedAfterRow)}, where an earlier run had stopped.`);
  if (report.ignoredColumns.length > 0)
    lines.push(`Columns without a meaning here: ${report.ignoredColumns.join(', ')}.`);
  if (report.errorFile !== null)
    lines.push(`Refused rows, with line numbers and reasons: ${report.errorFile}`);
  return lines.join('\n');
}
