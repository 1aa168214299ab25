import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Best } from '../../../src/modules/matching/engine/best.ts';
import type { Candidate, MatchRequest } from '../../../src/modules/matching/engine/candidate.ts';
import { filterReasonOf } from '../../../src/modules/matching/engine/filter.ts';
import { measure, scoreOf } from '../../../src/modules/matching/engine/score.ts';
import { Selection } from '../../../src/modules/matching/engine/selection.ts';
import { candidates, pools, requests } from './arbitraries.ts';

const limits = fc.constantFrom(1, 5, 20, Infinity);

function select(pool: readonly Candidate[], request: MatchRequest, limit: number): Selection {
  const selection = new Selection(request, limit);
  for (const candidate of pool) selection.consider(candidate);
  return selection;
}

const idsOf = (selection: Selection): string[] => [...selection.selected()].map((entry) => entry.supplierId);

describe('selection', () => {
  it('accounts for every candidate: removed by one filter, or passed', () => {
    fc.assert(
      fc.property(pools, requests, (pool, request) => {
        const selection = select(pool, request, Infinity);
        const removed = selection.funnel().reduce((sum, step) => sum + step.count, 0);
        expect(selection.candidates).toBe(pool.length);
        expect(removed + idsOf(selection).length).toBe(pool.length);
      }),
    );
  });

  it('asks nobody that a filter removes, and the best of the others', () => {
    fc.assert(
      fc.property(pools, requests, limits, (pool, request, limit) => {
        const passing = pool.filter((candidate) => filterReasonOf(candidate, request) === null);
        const selected = [...select(pool, request, limit).selected()];
        const chosen = new Set(selected.map((entry) => entry.supplierId));
        expect(chosen.size).toBe(Math.min(passing.length, Math.max(limit, request.invite.size)));
        const named = passing.filter((candidate) => request.invite.has(candidate.supplierId));
        expect(named.every((candidate) => chosen.has(candidate.supplierId))).toBe(true);
        const scoreOfId = new Map(
          passing.map((candidate) => [candidate.supplierId, scoreOf(measure(candidate, request))]),
        );
        const rest = selected.filter((entry) => !request.invite.has(entry.supplierId));
        const left = passing.filter((candidate) => !chosen.has(candidate.supplierId));
        for (const candidate of left) {
          for (const entry of rest)
            expect(entry.score).toBeGreaterThanOrEqual(scoreOfId.get(candidate.supplierId) ?? 0);
        }
        expect(selected.every((entry) => scoreOfId.get(entry.supplierId) === entry.score)).toBe(true);
      }),
    );
  });

  it('does not depend on the order in which candidates come', () => {
    fc.assert(
      fc.property(
        pools,
        requests,
        limits,
        fc.array(fc.nat(), { minLength: 60, maxLength: 60 }),
        (pool, request, limit, random) => {
          const shuffled = pool
            .map((candidate, index) => ({ candidate, key: random[index] ?? 0 }))
            .toSorted((a, b) => a.key - b.key)
            .map(({ candidate }) => candidate);
          const [one, other] = [select(pool, request, limit), select(shuffled, request, limit)];
          expect([...other.selected()]).toEqual([...one.selected()]);
          expect(other.suppressed()).toEqual(one.suppressed());
          expect(other.funnel()).toEqual(one.funnel());
        },
      ),
    );
  });

  it('tells of the suppressed only those that would have been asked, were they welcome', () => {
    fc.assert(
      fc.property(pools, requests, limits, (pool, request, limit) => {
        for (const { supplierId, suppressed } of select(pool, request, limit).suppressed()) {
          expect(['OPTED_OUT', 'BLOCKED_BY_PARTNER', 'EXCLUDED_BY_BUYER']).toContain(suppressed);
          const welcome = pool.map((candidate) =>
            candidate.supplierId === supplierId
              ? { ...candidate, optedOut: false, standing: null }
              : candidate,
          );
          const exclude = new Set([...request.exclude].filter((id) => id !== supplierId));
          // A preference that was overridden by a block cannot be told from none, so the score is that of none.
          if (pool.find((candidate) => candidate.supplierId === supplierId)?.standing === 'PREFERRED')
            continue;
          expect(idsOf(select(welcome, { ...request, exclude }, limit))).toContain(supplierId);
        }
      }),
    );
  });

  it('names the first reason in published order', () => {
    fc.assert(
      fc.property(candidates, requests, (candidate, request) => {
        const hopeless = {
          ...candidate,
          active: false,
          optedOut: true,
          standing: 'BLOCKED' as const,
          shipsThere: false,
          holdsCertifications: false,
          reachesMinimumOrder: false,
        };
        const stranger = { ...request, invite: new Set<string>(), exclude: new Set([candidate.supplierId]) };
        const steps: [Partial<Candidate>, MatchRequest, string | null][] = [
          [{}, stranger, 'NOT_ACTIVE'],
          [{ active: true }, stranger, 'OPTED_OUT'],
          [{ optedOut: false }, stranger, 'BLOCKED_BY_PARTNER'],
          [{ standing: null }, stranger, 'EXCLUDED_BY_BUYER'],
          [{}, { ...stranger, exclude: new Set() }, 'DOES_NOT_SHIP'],
          [{ shipsThere: null }, { ...stranger, exclude: new Set() }, 'MISSING_CERTIFICATION'],
          [{ holdsCertifications: true }, { ...stranger, exclude: new Set() }, 'BELOW_MINIMUM_ORDER'],
          [{ reachesMinimumOrder: null }, { ...stranger, exclude: new Set() }, null],
        ];
        let current: Candidate = hopeless;
        for (const [change, seenBy, reason] of steps) {
          current = { ...current, ...change };
          expect(filterReasonOf(current, seenBy)).toBe(reason);
        }
      }),
    );
  });

  it('lets different suppliers win the ties of different requests', () => {
    fc.assert(
      fc.property(candidates, requests, (sample, request) => {
        const twin = {
          ...sample,
          active: true,
          optedOut: false,
          standing: null,
          shipsThere: true,
          holdsCertifications: true,
          reachesMinimumOrder: true,
        };
        const pool = Array.from({ length: 8 }, (_, n) => ({ ...twin, supplierId: `twin-${n}` }));
        const winners = new Set<string | undefined>();
        for (let n = 0; n < 100; n += 1) {
          const other = {
            ...request,
            rfqId: `rfq-${n}`,
            invite: new Set<string>(),
            exclude: new Set<string>(),
          };
          winners.add(idsOf(select(pool, other, 1))[0]);
        }
        expect(winners.size).toBe(8);
      }),
      { numRuns: 20 },
    );
  });
});

describe('best', () => {
  it('keeps what sorting and cutting would', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer({ min: 0, max: 12 }), (items, limit) => {
        const best = new Best<number>(limit, (a, b) => a - b);
        for (const item of items) best.add(item);
        expect(best.sorted()).toEqual(items.toSorted((a, b) => a - b).slice(0, limit));
      }),
    );
  });
});
