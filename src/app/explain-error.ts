import { ConfigError } from '../platform/config/config.ts';
import { isDatabaseUnavailable, sqlStateOf } from '../platform/db/sql-errors.ts';
import { DomainError } from '../platform/kernel/domain-error.ts';
import { StartupError } from './embedded/startup-error.ts';

/** What PostgreSQL refuses for reasons that lie in the set-up, by SQLSTATE. */
const REFUSALS: Readonly<Record<string, string>> = {
  '28000': 'PostgreSQL does not let this user in: check DATABASE_URL.',
  '28P01': 'PostgreSQL does not accept this password: check DATABASE_URL.',
  '3D000': 'There is no such database: check DATABASE_URL.',
  '42P01': 'The schema is not there or not up to date: run `npm run migrate`.',
  '42703': 'The schema is not up to date: run `npm run migrate`.',
};

/** An error in words for the person at the keyboard, where that person can do something about it; `null` for faults of ours. */
export function explainError(error: unknown): string | null {
  if (error instanceof ConfigError || error instanceof StartupError) return error.message;
  if (error instanceof DomainError) return error.problems.map(({ message }) => message).join('\n');
  const refusal = REFUSALS[sqlStateOf(error) ?? ''];
  if (refusal !== undefined) return refusal;
  if (isDatabaseUnavailable(error))
    return 'PostgreSQL does not answer: check DATABASE_URL, and that it runs.';
  return missingFile(error);
}

function missingFile(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'ENOENT') return null;
  return 'path' in error && typeof error.path === 'string' ? `There is no file ${error.path}.` : null;
}

/** Prints what ended a process: one clear line where people can act on it, the whole error with its stack otherwise. */
export function printFailure(error: unknown): void {
  console.error(explainError(error) ?? error);
}
