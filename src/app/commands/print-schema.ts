import { readFile, writeFile } from 'node:fs/promises';
import { defineCommand } from 'citty';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { createSchema } from '../graphql/schema.ts';
import { SCHEMA_TYPES_FILE, schemaTypes } from '../release/schema-types.ts';

const FILE = 'schema.graphql';

/** The schema as text, sorted, so that a change of the API is a change of a few lines. */
export const schemaText = (): string => `${printSchema(lexicographicSortSchema(createSchema()))}\n`;

export const printSchemaCommand = defineCommand({
  meta: {
    name: 'schema:print',
    description: `Writes ${FILE} and ${SCHEMA_TYPES_FILE} from the code; with --check only compares.`,
  },
  args: { check: { type: 'boolean', description: 'Compare, and exit 1 when a file is out of date.' } },
  async run({ args }) {
    const texts = new Map([
      [FILE, schemaText()],
      [SCHEMA_TYPES_FILE, await schemaTypes()],
    ]);
    for (const [file, text] of texts) {
      if (!args.check) {
        await writeFile(file, text);
        continue;
      }
      const current = await readFile(file, 'utf8').catch(() => '');
      if (current === text) console.log(`${file} is up to date.`);
      else {
        console.error(`${file} is out of date: run \`npm run schema:print\` and commit it.`);
        process.exitCode = 1;
      }
    }
  },
});
