import { describe, expect, test } from 'vitest';
import { flowText } from '../../src/app/commands/docs-flow.ts';
import { jobs } from '../../src/app/jobs/jobs.ts';
import { QUEUES } from '../../src/platform/queue/define-job.ts';
import { read, sourceFiles } from './source-files.ts';

describe('the list of jobs', () => {
  test('is drawn in docs/flow.md (if not: npm run docs:flow)', () => {
    expect(read('docs/flow.md')).toBe(flowText(jobs));
  });

  test('names each job once, and each job listens for something', () => {
    const names = jobs.map((job) => job.name);
    expect(names).toEqual([...new Set(names)]);
    expect(jobs.filter((job) => job.on.length === 0).map((job) => job.name)).toEqual([]);
  });

  test('holds every job that a room defines', () => {
    const defined = sourceFiles('src/modules').flatMap(
      ({ path }) => /\/jobs\/([^/]+)\.ts$/.exec(path)?.[1] ?? [],
    );
    const listed = jobs.map((job) => job.name);
    expect(listed.toSorted(byName)).toEqual(defined.toSorted(byName));
  });

  test('leaves no queue without work', () => {
    const used = new Set(jobs.map((job) => job.queue));
    expect(QUEUES.filter((queue) => !used.has(queue))).toEqual([]);
  });
});

const byName = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
