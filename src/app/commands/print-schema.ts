import { readFile, writeFile } from 'node:fs/promises';
import { defineCommand } from 'citty';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { createSchema } from '../graphql/schema.ts';

const FILE = 'schema.graphql';

/** The schema as text, sorted, so that a change of the API is a change of a few lines. */
export const schemaText = (): string => `${printSchema(lexicographicSortSchema(createSchema()))}\n`;

export const printSchemaCommand = defineCommand({
  meta: { name: 'schema:print', description: `Writes ${FILE} from the code; with --check only compares.` },
  args: { check: { type: 'boolean', description: 'Compare, and exit 1 when the file is out of date.' } },
  async run({ args }) {
    const text = schemaText();
    if (!args.check) return writeFile(FILE, text);
    const current = await readFile(FILE, 'utf8').catch(() => '');
    if (current === text) return console.log(`${FILE} is up to date.`);
    console.error(`${FILE} is out of date: run \`npm run schema:print\` and commit it.`);
    process.exitCode = 1;
  },
});
