import { type Random, type Weighted, weighted } from './random.ts';
import { inSentence, tellingWords, tradeWord } from './words.ts';

/** A category as the generator needs it. */
export interface MarketCategory {
  readonly code: string;
  readonly parentCode: string | null;
  /** In the language that descriptions are written in. */
  readonly label: string;
}

/** A node of the category tree, with how busy its branches are. */
export interface Branch {
  readonly code: string;
  /** Its label as it stands in a sentence. */
  readonly phrase: string;
  /** The words of its label that say what it is. */
  readonly words: readonly string[];
  /** The word of its label that goes into company names; may be empty. */
  readonly trade: string;
  /** 1 at the top. */
  readonly level: number;
  readonly children: Weighted<Branch>;
  readonly parent: Branch | null;
}

// What industrial and retail buyers mostly source, busiest first; the other divisions follow.
const BUSIEST = '44 42 31 33 34 39 30 14 45 24 18 15 38 50 32 43 72 79 19 03 37 22 71 90 35 48'.split(' ');
const SKEW = 0.9;
/** How many suppliers that get to a level register there and go no deeper. */
const STOP_AT_LEVEL = [0, 0.03, 0.12, 0.2, 0.35, 0.5, 0.7];

/** A category tree with Zipf-skewed branches, as real markets are: few are crowded, most have a handful of suppliers. */
export class Market {
  readonly divisions: Weighted<Branch>;

  constructor(categories: readonly MarketCategory[]) {
    const byParent = new Map<string | null, MarketCategory[]>();
    for (const category of categories) {
      byParent.set(category.parentCode, [...(byParent.get(category.parentCode) ?? []), category]);
    }
    this.divisions = grow(byParent, null, 1);
    if (this.divisions.items.length === 0) throw new Error('the category tree is empty');
  }

  /** Walks from a branch (from the top without one) down to where a supplier registers. */
  descend(random: Random, from: Branch | null): Branch {
    let branch = from ?? random.pickWeighted(this.divisions);
    while (branch.children.items.length > 0 && !random.chance(STOP_AT_LEVEL[branch.level] ?? 1)) {
      branch = random.pickWeighted(branch.children);
    }
    return branch;
  }
}

/** The ancestor at this level, or the branch itself where it stands higher. */
export function ancestorAt(branch: Branch, level: number): Branch {
  let at = branch;
  while (at.level > level && at.parent) at = at.parent;
  return at;
}

type Children = ReadonlyMap<string | null, readonly MarketCategory[]>;

function grow(byParent: Children, parent: Branch | null, level: number): Weighted<Branch> {
  const here = byParent.get(parent?.code ?? null) ?? [];
  const ordered = here.toSorted(
    (a, b) => popularity(a, level) - popularity(b, level) || (a.code < b.code ? -1 : 1),
  );
  const branches = ordered.map(({ code, label }) => {
    const none: Weighted<Branch> = { items: [], totals: [] };
    const branch = {
      code,
      phrase: inSentence(label),
      words: tellingWords(label),
      trade: tradeWord(label),
      level,
      parent,
      children: none,
    };
    branch.children = grow(byParent, branch, level + 1);
    return branch;
  });
  return weighted(branches, (_branch, rank) => (rank + 1) ** -SKEW);
}

/** Rank among siblings: known for divisions, scattered but fixed below. */
function popularity({ code }: MarketCategory, level: number): number {
  if (level === 1) {
    const rank = BUSIEST.indexOf(code.slice(0, 2));
    return rank === -1 ? BUSIEST.length : rank;
  }
  let hash = 0;
  for (const digit of code) hash = Math.imul(hash ^ digit.charCodeAt(0), 0x01000193);
  return hash >>> 0;
}
