import { fail } from '../../platform/kernel/domain-error.ts';
import { Problems } from '../../platform/kernel/problems.ts';

const MAX_LENGTH = 200;

/** Checks the texts that a look-up is asked with, by argument. Throws `VALIDATION_FAILED` with every problem at once. */
export function checkLookup(texts: Readonly<Record<string, string | null | undefined>>): void {
  const problems = new Problems();
  for (const [argument, text] of Object.entries(texts))
    if (typeof text === 'string') problems.text([argument], text, 0, MAX_LENGTH);
  problems.throwIfAny();
}

/** Names of a kind in a language, by code. Throws `VALIDATION_FAILED` for what is no language tag. */
export function namesIn(language: string, type: 'region' | 'currency'): (code: string) => string {
  try {
    const names = new Intl.DisplayNames([language, 'en'], { type, fallback: 'code' });
    return (code) => names.of(code) ?? code;
  } catch {
    throw fail('VALIDATION_FAILED', 'Give a language by its BCP 47 tag, such as "de" or "pt-BR".', [
      'language',
    ]);
  }
}
