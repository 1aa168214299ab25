import fc from 'fast-check';
import type { Candidate, MatchRequest } from '../../../src/modules/matching/engine/candidate.ts';

const supplierId = fc.integer({ min: 0, max: 60 }).map((n) => `supplier-${String(n).padStart(2, '0')}`);
const tags = fc.uniqueArray(fc.integer({ min: 0, max: 12 }), { maxLength: 6 });
const smallCount = fc.integer({ min: 0, max: 40 });

/** Any supplier as a request may see it. */
export const candidates: fc.Arbitrary<Candidate> = fc
  .record({
    supplierId,
    active: fc.boolean(),
    optedOut: fc.boolean(),
    standing: fc.constantFrom(null, 'PREFERRED' as const, 'BLOCKED' as const),
    shipsThere: fc.constantFrom(null, true, false),
    holdsCertifications: fc.boolean(),
    reachesMinimumOrder: fc.constantFrom(null, true, false),
    country: fc.constantFrom(null, 'DE', 'FR', 'US'),
    rating: fc.constantFrom(null, 0, 2.5, 4.75, 5),
    tags,
    wordWeight: fc.integer({ min: 0, max: 60_000 }),
    words: fc.constantFrom('', 'steel', 'steel, bracket, weld'),
    invited: smallCount,
    quoted: smallCount,
    declined: smallCount,
    unanswered: smallCount,
  })
  .map((candidate) => ({ ...candidate, categories: candidate.tags.filter((tag) => tag % 2 === 1).length }));

/** A pool: any suppliers, each once. */
export const pools = fc.uniqueArray(candidates, {
  selector: (candidate) => candidate.supplierId,
  maxLength: 60,
});

/** Any request over the same tags: one to three topics, perhaps lines without a category. */
export const requests: fc.Arbitrary<MatchRequest> = fc
  .record({
    rfqId: fc.uuid(),
    linesOfTopics: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 3 }),
    linesOfText: fc.integer({ min: 0, max: 3 }),
    matches: fc.array(
      fc.record({
        tag: fc.integer({ min: 0, max: 12 }),
        topic: fc.nat({ max: 2 }),
        closeness: fc.constantFrom(1, 0.9, 0.8, 0.64),
      }),
      { maxLength: 8 },
    ),
    invite: fc.uniqueArray(supplierId, { maxLength: 4 }),
    exclude: fc.uniqueArray(supplierId, { maxLength: 4 }),
  })
  .map(({ rfqId, linesOfTopics, linesOfText, matches, invite, exclude }) => {
    const coded = linesOfTopics.reduce((sum, count) => sum + count, 0);
    const textLines = coded + linesOfText === 0 ? 1 : linesOfText;
    const lineCount = coded + textLines;
    const topicsOfTag = new Map<number, { topic: number; closeness: number }[]>();
    for (const { tag, topic, closeness } of matches) {
      if (topic >= linesOfTopics.length) continue;
      topicsOfTag.set(tag, [...(topicsOfTag.get(tag) ?? []), { topic, closeness }]);
    }
    return {
      rfqId,
      country: 'DE',
      lineCount,
      topicShares: linesOfTopics.map((count) => count / lineCount),
      textShare: textLines / lineCount,
      topicsOfTag,
      invite: new Set(invite),
      exclude: new Set(exclude),
    };
  });
