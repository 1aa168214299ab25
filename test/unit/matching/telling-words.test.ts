import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RequestWord, tellingWords } from '../../../src/modules/matching/engine/telling-words.ts';

const word = (text: string, frequency: number | null, inTitle = false, count = 1): RequestWord => ({
  word: text,
  count,
  inTitle,
  frequency,
});

describe('telling words', () => {
  it('prefers rare words, and weighs them by how rare they are', () => {
    const chosen = tellingWords([word('services', 0.4), word('welding', 0.01), word('girder', null)]);
    expect(chosen.map((entry) => entry.word)).toEqual(['girder', 'welding']);
    expect(chosen[0]?.weight).toBeGreaterThan(chosen[1]?.weight ?? 0);
  });

  it('takes common words when there are no others', () => {
    expect(tellingWords([word('services', 0.4), word('supply', 0.3)])).toHaveLength(2);
  });

  it('puts words of the title and repeated ones first', () => {
    const many = Array.from({ length: 100 }, (_, n) => word(`word${n}`, null));
    const chosen = tellingWords([...many, word('zinc', null, true), word('zebra', null, false, 9)]);
    expect(chosen.slice(0, 2).map((entry) => entry.word)).toEqual(['zebra', 'zinc']);
    expect(chosen.length).toBeLessThan(100);
  });

  it('are few, come from the request, and never weigh less than nothing', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            word: fc.string({ minLength: 1 }),
            count: fc.integer({ min: 1, max: 200 }),
            inTitle: fc.boolean(),
            frequency: fc.option(fc.double({ min: 1e-6, max: 1, noNaN: true })),
          }),
        ),
        (words) => {
          const chosen = tellingWords(words);
          expect(chosen.length).toBeLessThanOrEqual(48);
          for (const entry of chosen) {
            expect(words.some((known) => known.word === entry.word)).toBe(true);
            expect(entry.weight).toBeGreaterThanOrEqual(0);
            expect(Number.isInteger(entry.weight)).toBe(true);
          }
        },
      ),
    );
  });
});
