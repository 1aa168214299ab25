import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Candidate } from '../../../src/modules/matching/engine/candidate.ts';
import { explain } from '../../../src/modules/matching/engine/explain.ts';
import { measure, scoreOf, WEIGHTS } from '../../../src/modules/matching/engine/score.ts';
import { candidates, requests } from './arbitraries.ts';

const scored = (candidate: Candidate, request: Parameters<typeof measure>[1]) =>
  scoreOf(measure(candidate, request));

describe('score', () => {
  it('has weights that add up to 1', () => {
    expect(Object.values(WEIGHTS).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
  });

  it('stays between 0 and 1', () => {
    fc.assert(
      fc.property(candidates, requests, (candidate, request) => {
        const score = scored(candidate, request);
        expect(score).toBeGreaterThan(0);
        expect(score).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is the exact sum of the contributions it is explained by', () => {
    fc.assert(
      fc.property(candidates, requests, (candidate, request) => {
        const measures = measure(candidate, request);
        const sum = explain(candidate, request, measures).reduce(
          (total, [, contribution]) => total + Math.round(contribution * 1e6),
          0,
        );
        expect(sum / 1e6).toBe(scoreOf(measures));
      }),
    );
  });

  it('rises with quotes and falls with silence', () => {
    fc.assert(
      fc.property(candidates, requests, fc.integer({ min: 1, max: 20 }), (candidate, request, more) => {
        const before = scored(candidate, request);
        expect(scored({ ...candidate, quoted: candidate.quoted + more }, request)).toBeGreaterThanOrEqual(
          before,
        );
        expect(
          scored({ ...candidate, unanswered: candidate.unanswered + more }, request),
        ).toBeLessThanOrEqual(before);
      }),
    );
  });

  it('never falls when a supplier serves one tag more of the topics asked', () => {
    fc.assert(
      fc.property(candidates, requests, (candidate, request) => {
        const tag = [...request.topicsOfTag.keys()].find((asked) => !candidate.tags.includes(asked));
        if (tag === undefined || request.topicShares.length !== 1) return;
        const closer = { ...candidate, tags: [...candidate.tags, tag] };
        expect(scored(closer, request)).toBeGreaterThanOrEqual(scored(candidate, request));
      }),
    );
  });

  it('takes a supplier without history for an average one, not for a perfect one', () => {
    fc.assert(
      fc.property(candidates, requests, (candidate, request) => {
        const rate = (quoted: number, unanswered: number) =>
          measure({ ...candidate, quoted, unanswered, declined: 0 }, request).RESPONSE_RATE;
        expect(rate(0, 0)).toBe(0.1);
        expect(rate(1, 0)).toBeCloseTo(2 / 11, 12);
        expect(rate(50, 50)).toBeCloseTo(51 / 110, 12);
      }),
    );
  });

  it('flags what it could not know', () => {
    fc.assert(
      fc.property(candidates, requests, (candidate, request) => {
        const unknown = { ...candidate, tags: [], shipsThere: null, reachesMinimumOrder: null };
        const flags = explain(unknown, request, measure(unknown, request)).filter(
          ([, contribution]) => contribution === 0,
        );
        expect(flags.map(([code]) => code)).toEqual(
          expect.arrayContaining(['UNKNOWN_CATEGORY', 'UNKNOWN_SHIPPING', 'UNKNOWN_ORDER_VALUE']),
        );
      }),
    );
  });
});
