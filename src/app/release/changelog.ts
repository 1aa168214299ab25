import type { ChangeKind, SchemaChange } from './schema-changes.ts';

const WORD: Readonly<Record<ChangeKind, string>> = {
  BREAKING: 'Breaking',
  REMOVED: 'Removed as announced',
  DANGEROUS: 'Take care',
  DEPRECATED: 'Deprecated',
  SAFE: 'Changed',
};

/** Changes of the API as lines for `CHANGELOG.md`, in the given order. */
export const changelogLines = (changes: readonly SchemaChange[]): string[] =>
  changes.map(({ kind, message }) => `- ${WORD[kind]}: ${message.replace(/\.?$/, '.')}`);

/** What keeps the changes from being released, a line each; empty when nothing does. */
export const problemLines = (changes: readonly SchemaChange[]): string[] =>
  changes.flatMap(({ message, problem }) => (problem === null ? [] : [`${message} – ${problem}`]));
