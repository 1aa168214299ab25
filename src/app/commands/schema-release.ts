import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defineCommand } from 'citty';
import { introspectionFromSchema, lexicographicSortSchema } from 'graphql';
import { createSchema } from '../graphql/schema.ts';
import { changelogLines } from '../release/changelog.ts';
import { lastRelease } from '../release/last-release.ts';
import { schemaChanges } from '../release/schema-changes.ts';
import { schemaText } from './print-schema.ts';

/** The files that are attached to a release, by name: the schema as text and as introspection, and what changed. */
export async function releaseFiles(tag: string, today: string): Promise<ReadonlyMap<string, string>> {
  const previous = await lastRelease();
  const schema = schemaText();
  const changes = previous ? await schemaChanges(previous.schema, schema, today) : [];
  const lines = previous
    ? [`Changes of the API since ${previous.tag}:`, '', ...changelogLines(changes)]
    : ['The first release of the API.'];
  const introspection = introspectionFromSchema(lexicographicSortSchema(createSchema()), {
    inputValueDeprecation: true,
  });
  return new Map([
    ['schema.graphql', schema],
    ['schema.json', `${JSON.stringify(introspection, null, 2)}\n`],
    ['CHANGELOG.md', [`## ${tag} (${today})`, '', ...lines, ''].join('\n')],
  ]);
}

export const schemaReleaseCommand = defineCommand({
  meta: {
    name: 'schema:release',
    description:
      'Writes the files of a release: schema.graphql, its introspection, and the lines for CHANGELOG.md.',
  },
  args: {
    tag: {
      type: 'string',
      description: 'The release, such as v1.2.0; the version of package.json when left out.',
    },
    out: { type: 'string', description: 'The folder; dist/release/<tag> when left out.' },
  },
  async run({ args }) {
    const tag = args.tag ?? (await packageTag());
    if (!/^v\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(tag)) throw new Error('--tag is a version such as v1.2.0.');
    const folder = args.out ?? join('dist', 'release', tag);
    await mkdir(folder, { recursive: true });
    for (const [name, text] of await releaseFiles(tag, new Date().toISOString().slice(0, 10))) {
      await writeFile(join(folder, name), text);
      console.log(join(folder, name));
    }
  },
});

const packageTag = async (): Promise<string> =>
  `v${(JSON.parse(await readFile('package.json', 'utf8')) as { version: string }).version}`;
