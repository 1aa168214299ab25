import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

const git = async (...args: string[]): Promise<string> =>
  (await run('git', args, { maxBuffer: 16 * 1024 * 1024 })).stdout;

export interface Release {
  readonly tag: string;
  /** Its `schema.graphql`. */
  readonly schema: string;
}

/** The newest release tag `v*` below the present commit; `null` before the first release, and where there is no git history. */
export async function lastRelease(): Promise<Release | null> {
  const tags = await git(
    'tag',
    '--merged=HEAD',
    '--no-contains=HEAD',
    '--list',
    'v*',
    '--sort=-version:refname',
  ).catch(() => '');
  const tag = tags.split('\n', 1)[0]?.trim();
  return tag ? { tag, schema: await schemaAt(tag) } : null;
}

/** `schema.graphql` as it stands at a commit or tag. Throws when there is none. */
export const schemaAt = (ref: string): Promise<string> => git('show', `${ref}:schema.graphql`);
