import { defineCommand } from 'citty';
import { importCategories, importCrosswalk } from '../../modules/catalog/index.ts';
import { runImport } from '../run-import.ts';

export const importCatalogCommand = defineCommand({
  meta: {
    name: 'catalog:import',
    description:
      'Takes over coded trees from a CSV file (scheme, code, parent_code, label_en), or which of their codes correspond.',
  },
  args: {
    file: { type: 'positional', required: true, description: 'The CSV file, UTF-8.' },
    scheme: { type: 'string', description: 'The scheme of all rows, where the file has no such column.' },
    crosswalk: {
      type: 'boolean',
      default: false,
      description: 'The file says which codes correspond: from_scheme, from_code, to_scheme, to_code.',
    },
    json: { type: 'boolean', default: false, description: 'Print the report as JSON.' },
  },
  run: ({ args }) =>
    runImport(args, (db, source) =>
      args.crosswalk ? importCrosswalk(db, source) : importCategories(db, source, { scheme: args.scheme }),
    ),
});
