/** A word of a request: how often it occurs, and how many suppliers use it. */
export interface RequestWord {
  readonly word: string;
  readonly count: number;
  readonly inTitle: boolean;
  /** Share of suppliers that use it; `null` where it is too rare to be listed. */
  readonly frequency: number | null;
}

/** A word that tells suppliers apart, and how much: its information in thousandths of a nat. */
export interface TellingWord {
  readonly word: string;
  readonly weight: number;
}

const MAX_WORDS = 48;
/** A word that more suppliers use tells nothing, unless there is no better. */
const MAX_FREQUENCY = 0.03;
const LAST_RESORT_WORDS = 2;
/** What the frequencies may add up to: it bounds how many suppliers have to be looked at. */
const FREQUENCY_BUDGET = 0.06;
/** What an unlisted word is taken for. */
const RARE = 0.0005;

/**
 * Chooses the words of a request to look for among suppliers: rare ones, those of the title and repeated ones
 * first.
 */
export function tellingWords(words: readonly RequestWord[]): TellingWord[] {
  const ranked = words
    .map((entry) => ({ ...entry, weight: Math.round(-Math.log(entry.frequency ?? RARE) * 1000) }))
    .toSorted((a, b) => importance(b) - importance(a) || (a.word < b.word ? -1 : 1));
  let budget = FREQUENCY_BUDGET;
  const rare = ranked.filter(({ frequency }) => {
    const share = frequency ?? RARE;
    if (share > MAX_FREQUENCY || share > budget) return false;
    budget -= share;
    return true;
  });
  const chosen = rare.length > 0 ? rare.slice(0, MAX_WORDS) : ranked.slice(0, LAST_RESORT_WORDS);
  return chosen.map(({ word, weight }) => ({ word, weight }));
}

const importance = (entry: RequestWord & { weight: number }): number =>
  entry.weight * (1 + Math.log(entry.count)) * (entry.inTitle ? 2 : 1);
