import { foldText } from '../catalog/index.ts';

/** Longer ones are no words that anybody would type. */
const MAX_WORD_LENGTH = 60;

/** Words as they stand between blanks, with what joins them: "heat-recovery", "6205-2rs/c3", "12.5mm". */
const RUN = /[\p{L}\p{N}]+(?:[-./_][\p{L}\p{N}]+)*/gu;
/** The same for text that needs no folding: three times as fast. */
const ASCII_RUN = /[a-z0-9]+(?:[-./_][a-z0-9]+)*/g;
// oxlint-disable-next-line no-control-regex -- from the first character of ASCII to the last
const ASCII = /^[\u0000-\u007F]*$/;

/** What takes a run apart: not the point of "12.5mm", but the "x" of "m8x40". */
const JOINT = /[-/_]|\.(?!\d)|(?<=\d)x(?=\d)/;
/** Which runs stay whole beside their parts: hyphenated ones and part numbers, not "and/or" or "e.g". */
const COMPOUND = /[-\d]/;
const LETTER = /\p{L}/u;
/** "m8" is a word, and so is one character where a character is a word; "of" tells nothing. */
const SHORT_WORD =
  /\p{L}\p{N}|\p{N}\p{L}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/**
 * The words that suppliers are found by, in the order of the text and as often as they occur: without case and
 * accents, in any script, compounds beside their parts. Bare numbers and words of one or two letters are none.
 * Texts of suppliers and of requests are both split by this, so that what is the same meets. A word holds letters,
 * digits and `-./_` only: it needs no quoting in a `tsvector`.
 */
export function splitWords(text: string): string[] {
  const runs = ASCII.test(text)
    ? text.toLowerCase().match(ASCII_RUN)
    : foldText(text).normalize('NFC').match(RUN);
  const words: string[] = [];
  for (const run of runs ?? []) {
    if (!JOINT.test(run)) {
      if (isWord(run)) words.push(run);
      continue;
    }
    if (COMPOUND.test(run) && isWord(run)) words.push(run);
    for (const part of run.split(JOINT)) if (isWord(part)) words.push(part);
  }
  return words;
}

const isWord = (text: string): boolean =>
  text.length > 2 ? text.length <= MAX_WORD_LENGTH && LETTER.test(text) : SHORT_WORD.test(text);
