/** Letters that Unicode does not take apart into a base letter and a mark. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  þ: 'th',
  ς: 'σ',
};
const UNDECOMPOSED = new RegExp(`[${Object.keys(PLAIN).join('')}]`, 'g');

/** Text without case and accents, so that "genie civil" finds "Génie civil" whatever the database's locale. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll(UNDECOMPOSED, (letter) => PLAIN[letter] ?? letter);
}

/** The folded words of a text in order, each once. */
export function wordsOf(text: string): string[] {
  return [...new Set(foldText(text).match(/[\p{L}\p{N}]+/gu))];
}

/** What labels are searched by, as `tsvector` texts in their order. Folds them all at once: a quarter of a million take a second. */
export function searchVectors(labels: readonly string[]): string[] {
  const text = labels.map((label) => label.replaceAll('\n', ' ')).join('\n');
  return foldText(text)
    .replaceAll(/[^\p{L}\p{N}\n]+/gu, ' ')
    .split('\n');
}

/** One search as three `tsquery` texts, from strict to lenient; each finds what the one before it finds. */
export interface LabelQuery {
  /** Every word as it was typed. */
  readonly whole: string;
  /** Every word begins as it was typed: a search works while it is still being typed. */
  readonly prefix: string;
  /** Every word begins nearly so: "pumps" finds "pump". Endings are what the languages inflect. */
  readonly stem: string;
  /** How a code may begin that was meant; `null` for what does not look like one. */
  readonly codePrefix: string | null;
}

const MAX_WORDS = 10;
const KEPT_SHARE = 0.7;
const MIN_STEM_LENGTH = 4;
const CODE = /^[A-Z0-9][A-Z0-9.\-/]*$/i;

/** Reads what a person typed; its first ten words count. `null` when it holds no letter or digit. */
export function labelQuery(search: string): LabelQuery | null {
  // "44530000-4" means the CPV code 44530000.
  const typed = search.trim().replace(/^(\d{8})-\d$/, '$1');
  const words = wordsOf(typed).slice(0, MAX_WORDS);
  if (words.length === 0) return null;
  return {
    whole: words.map((word) => `'${word}'`).join(' & '),
    prefix: words.map((word) => `'${word}':*`).join(' & '),
    stem: words.map((word) => `'${stemOf(word)}':*`).join(' & '),
    codePrefix: CODE.test(typed) && /\d/.test(typed) ? typed : null,
  };
}

/** The front of a word that its inflected forms share; numbers are no words and stay whole. */
function stemOf(word: string): string {
  const letters = [...word];
  if (/\p{N}/u.test(word)) return word;
  return letters.slice(0, Math.max(MIN_STEM_LENGTH, Math.ceil(letters.length * KEPT_SHARE))).join('');
}
