import { readFile, writeFile } from 'node:fs/promises';
import { defineCommand } from 'citty';
import type { AnyJob } from '../../platform/queue/define-job.ts';
import { jobs } from '../jobs/jobs.ts';
import { markdownTable } from '../markdown-table.ts';

const FILE = 'docs/flow.md';

/** The map of facts and the jobs that listen for them, as a picture and a table: what otherwise nobody could see in one place. */
export function flowText(listed: readonly AnyJob[]): string {
  const links = listed.flatMap((job) => job.on.map((fact) => ({ fact: fact.name, job })));
  const edges = links.map(
    ({ fact, job }) => `  ${nodeId(fact)}["${fact}"] --> ${nodeId(job.name)}(["${job.name}"])`,
  );
  const rows = links.map(({ fact, job }) => [
    `\`${fact}\``,
    `\`${job.name}\``,
    job.queue,
    job.runAt ? 'at a time that the fact names' : 'at once',
    job.hint ? 'a sweeper, which finds the work itself' : 'the sweeper, until the job has completed',
  ]);
  return [
    '# Facts and the jobs that listen for them',
    '',
    'Printed from `src/app/jobs/jobs.ts` by `npm run docs:flow`; not edited by hand.',
    '',
    'A command states facts in its transaction. The relay hands each to its jobs, in this order of the pipeline. A job may run',
    'more than once; its effect happens once.',
    '',
    '```mermaid',
    'flowchart LR',
    ...edges,
    '```',
    '',
    ...markdownTable(['fact', 'job', 'queue', 'runs', 'if the queue forgets it'], rows),
    '',
  ].join('\n');
}

/** Names as Mermaid takes them for nodes. */
const nodeId = (name: string): string => name.replaceAll(/[^a-z0-9]/g, '_');

export const docsFlowCommand = defineCommand({
  meta: {
    name: 'docs:flow',
    description: `Writes ${FILE} from the list of jobs; with --check only compares.`,
  },
  args: { check: { type: 'boolean', description: 'Compare, and exit 1 when the file is out of date.' } },
  async run({ args }) {
    const text = flowText(jobs);
    if (!args.check) return writeFile(FILE, text);
    const current = await readFile(FILE, 'utf8').catch(() => '');
    if (current === text) return console.log(`${FILE} is up to date.`);
    console.error(`${FILE} is out of date: run \`npm run docs:flow\` and commit it.`);
    process.exitCode = 1;
  },
});
