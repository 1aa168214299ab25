import { serves, type TaggedCategory, within } from '../suppliers/index.ts';
import type { MatchRequest, TopicMatch } from './engine/candidate.ts';

/** How close a supplier is that is registered for a part of what is asked only. */
const PART = 0.9;
/** What each step up the tree costs: wider categories say less about whether this very thing is served. */
const STEP_UP = 0.8;
/** What it costs to have been found through another classification. */
const CROSSWALK = 0.8;

/** A category that lines ask for. Its ancestors come nearest first. */
export interface AskedCategory extends TaggedCategory {
  /** What corresponds in other classifications to it (`steps` 0), or to the category so many steps above it. */
  readonly alike: readonly { readonly category: TaggedCategory; readonly steps: number }[];
}

type Topics = Pick<MatchRequest, 'lineCount' | 'topicShares' | 'textShare' | 'topicsOfTag'>;

/** Turns the categories of an RFQ's lines (`null` where a line has none that is known) into topics for the engine. */
export function topicsOf(categories: readonly (AskedCategory | null)[]): Topics {
  const lineCount = categories.length;
  const lines = new Map<number, { category: AskedCategory; count: number }>();
  for (const category of categories) {
    if (!category) continue;
    const known = lines.get(category.tag);
    if (known) known.count += 1;
    else lines.set(category.tag, { category, count: 1 });
  }
  const topics = [...lines.values()];
  const topicsOfTag = new Map<number, TopicMatch[]>();
  topics.forEach(({ category }, topic) => {
    for (const [tag, closeness] of closenessByTag(category)) {
      const matches = topicsOfTag.get(tag) ?? [];
      topicsOfTag.set(tag, matches);
      matches.push({ topic, closeness });
    }
  });
  const coded = topics.reduce((sum, { count }) => sum + count, 0);
  return {
    lineCount,
    topicShares: topics.map(({ count }) => count / lineCount),
    textShare: (lineCount - coded) / lineCount,
    topicsOfTag,
  };
}

/** Which tags make a supplier serve a category, and how closely. */
function closenessByTag(asked: AskedCategory): Map<number, number> {
  const closeness = new Map<number, number>();
  const add = (tag: number, value: number) => closeness.set(tag, Math.max(value, closeness.get(tag) ?? 0));
  const addWhole = (category: TaggedCategory, factor: number) => {
    [category.tag, ...category.ancestorTags].forEach((tag, steps) =>
      add(serves(tag), factor * STEP_UP ** steps),
    );
  };
  addWhole(asked, 1);
  add(within(asked.tag), PART);
  for (const { category, steps } of asked.alike) {
    addWhole(category, CROSSWALK * STEP_UP ** steps);
    // Who serves a part of something wider need not serve the part that is asked.
    if (steps === 0) add(within(category.tag), CROSSWALK * PART);
  }
  return closeness;
}
