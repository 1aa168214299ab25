import { describe, expect, it } from 'vitest';
import { type AskedCategory, topicsOf } from '../../../src/modules/matching/match-topics.rules.ts';
import { serves, tagsOfRequest, within } from '../../../src/modules/suppliers/index.ts';

/** Tag 7 below 3 below 1; tag 20 below 19 is another classification's. */
const asked: AskedCategory = { tag: 7, ancestorTags: [3, 1], alike: [] };
const foreign = { tag: 20, ancestorTags: [19] };

const closenessOf = (category: AskedCategory) =>
  new Map([...topicsOf([category]).topicsOfTag].map(([tag, [match]]) => [tag, match?.closeness]));

describe('topics', () => {
  it('look for exactly the tags of suppliers that can serve the category', () => {
    const own = topicsOf([asked]).topicsOfTag;
    expect(new Set(own.keys())).toEqual(new Set([...tagsOfRequest(asked), serves(7)]));
  });

  it('put exactly this before a part of it, and that before anything wider', () => {
    expect(closenessOf(asked)).toEqual(
      new Map([
        [serves(7), 1],
        [within(7), 0.9],
        [serves(3), 0.8],
        [serves(1), expect.closeTo(0.64, 12)],
      ]),
    );
  });

  it('reach into other classifications, where who serves a part of something wider does not count', () => {
    const same = closenessOf({ ...asked, alike: [{ category: foreign, steps: 0 }] });
    expect(same.get(serves(20))).toBe(0.8);
    expect(same.get(within(20))).toBeCloseTo(0.72, 12);
    expect(same.get(serves(19))).toBeCloseTo(0.64, 12);
    const wider = closenessOf({ ...asked, alike: [{ category: foreign, steps: 1 }] });
    expect(wider.get(serves(20))).toBeCloseTo(0.64, 12);
    expect(wider.has(within(20))).toBe(false);
  });

  it('weigh each category by its lines, and leave the rest to words', () => {
    const other: AskedCategory = { tag: 9, ancestorTags: [1], alike: [] };
    const topics = topicsOf([asked, other, asked, null]);
    expect(topics).toMatchObject({ lineCount: 4, topicShares: [0.5, 0.25], textShare: 0.25 });
    expect(topics.topicsOfTag.get(serves(1))).toEqual([
      { topic: 0, closeness: expect.closeTo(0.64, 12) },
      { topic: 1, closeness: 0.8 },
    ]);
  });

  it('are none where no line has a category', () => {
    expect(topicsOf([null, null])).toEqual({
      lineCount: 2,
      topicShares: [],
      textShare: 1,
      topicsOfTag: new Map(),
    });
  });
});
