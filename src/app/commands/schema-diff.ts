import { readFile } from 'node:fs/promises';
import { defineCommand } from 'citty';
import { changelogLines, problemLines } from '../release/changelog.ts';
import { lastRelease, type Release, schemaAt } from '../release/last-release.ts';
import { schemaChanges } from '../release/schema-changes.ts';

/** The day by which deprecations are judged, in UTC. */
const today = (): string => new Date().toISOString().slice(0, 10);

export const schemaDiffCommand = defineCommand({
  meta: {
    name: 'schema:diff',
    description:
      'Prints what schema.graphql changes since the last release, as lines for CHANGELOG.md; exits 1 when clients would break without notice.',
  },
  args: {
    against: {
      type: 'string',
      description: 'A commit or tag to compare with; the last release tag when left out.',
    },
  },
  async run({ args }) {
    const release: Release | null =
      args.against === undefined
        ? await lastRelease()
        : { tag: args.against, schema: await schemaAt(args.against) };
    if (!release) return console.log('There is no release tag (v*) yet: nothing to compare with.');
    const changes = await schemaChanges(release.schema, await readFile('schema.graphql', 'utf8'), today());
    console.log(changelogLines(changes).join('\n') || `The API is the one of ${release.tag}.`);
    const problems = problemLines(changes);
    if (problems.length === 0) return;
    console.error(
      [`\nNot to be released (docs/api/evolution.md), compared with ${release.tag}:`, ...problems].join('\n'),
    );
    process.exitCode = 1;
  },
});
