import { defineCommand } from 'citty';
import { importFxRates } from '../../modules/catalog/index.ts';
import { runImport } from '../run-import.ts';

export const importFxCommand = defineCommand({
  meta: {
    name: 'fx:import',
    description:
      'Takes over exchange rates against the euro from a CSV file: date, base, quote, rate; or the ECB’s eurofxref-hist.csv.',
  },
  args: {
    file: { type: 'positional', required: true, description: 'The CSV file.' },
    source: { type: 'string', default: 'ECB', description: 'Who published the rates.' },
    json: { type: 'boolean', default: false, description: 'Print the report as JSON.' },
  },
  run: ({ args }) => runImport(args, (db, source) => importFxRates(db, source, { source: args.source })),
});
