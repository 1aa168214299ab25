import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeTree } from '../../../src/modules/catalog/category-merge.rules.ts';
import { layOutTree, type TreeLink } from '../../../src/modules/catalog/category-tree.rules.ts';

const code = (index: number) => `c${String(index).padStart(3, '0')}`;

/** Forests: every node hangs from an earlier one, or from nothing. */
const forest = fc.array(fc.nat(), { maxLength: 60 }).map((choices) =>
  choices.map((choice, index): TreeLink => {
    const parent = choice % (index + 1);
    return { code: code(index), parentCode: parent === index ? null : code(parent) };
  }),
);

/** Anything: cycles, parents that do not exist. */
const anyLinks = fc.uniqueArray(
  fc.record({ code: fc.nat(30).map(code), parentCode: fc.option(fc.nat(35).map(code)) }),
  { selector: (link) => link.code, maxLength: 30 },
);

describe('laying out a tree', () => {
  test('gives every subtree one unbroken range', () => {
    fc.assert(
      fc.property(forest, (links) => {
        const { places, adrift } = layOutTree(links);
        expect(adrift.size).toBe(0);
        const parents = new Map(links.map((link) => [link.code, link.parentCode]));
        const isBelow = (below: string, above: string): boolean => {
          for (let at: string | null = below; at !== null; at = parents.get(at) ?? null)
            if (at === above) return true;
          return false;
        };
        expect(places.map((place) => place.ordinal)).toEqual(places.map((_, index) => index + 1));
        for (const above of places) {
          const range = places.slice(above.ordinal - 1, above.lastOrdinal).map((place) => place.code);
          const subtree = places
            .filter((place) => isBelow(place.code, above.code))
            .map((place) => place.code);
          expect(range).toEqual(subtree);
        }
      }),
    );
  });

  test('gives the same places in whatever order the links come', () => {
    fc.assert(
      fc.property(forest, fc.infiniteStream(fc.double({ noNaN: true })), (links, keys) => {
        const shuffled = links
          .map((link) => ({ link, key: keys.next().value ?? 0 }))
          .toSorted((a, b) => a.key - b.key);
        expect(layOutTree(shuffled.map(({ link }) => link))).toEqual(layOutTree(links));
      }),
    );
  });

  test('places each link or says why it is adrift', () => {
    fc.assert(
      fc.property(anyLinks, (links) => {
        const { places, adrift } = layOutTree(links);
        const codes = [...places.map((place) => place.code), ...adrift.keys()];
        expect(codes.toSorted()).toEqual(links.map((link) => link.code).toSorted());
      }),
    );
  });

  test('puts siblings in the order of their codes and counts levels from 1', () => {
    const links = [
      { code: 'b', parentCode: null },
      { code: 'a2', parentCode: 'a' },
      { code: 'a', parentCode: null },
      { code: 'a1', parentCode: 'a' },
    ];
    expect(layOutTree(links).places.map((place) => [place.code, place.level, place.lastOrdinal])).toEqual([
      ['a', 1, 3],
      ['a1', 2, 2],
      ['a2', 2, 3],
      ['b', 1, 4],
    ]);
  });

  test('takes a chain of twenty thousand', () => {
    const chain = Array.from({ length: 20_000 }, (_, index) => ({
      code: String(index),
      parentCode: index === 0 ? null : String(index - 1),
    }));
    expect(layOutTree(chain).places.at(-1)).toMatchObject({ level: 20_000, ordinal: 20_000 });
  });

  test('names what is wrong: a parent that does not exist, an ancestor’s, a circle', () => {
    const { adrift } = layOutTree([
      { code: 'c', parentCode: 'x' },
      { code: 'd', parentCode: 'c' },
      { code: 'e', parentCode: 'f' },
      { code: 'f', parentCode: 'e' },
      { code: 'g', parentCode: 'e' },
    ]);
    expect(Object.fromEntries(adrift)).toEqual({
      c: 'Its parent x does not exist.',
      d: 'Its ancestor c has no parent: x does not exist.',
      e: 'It is its own ancestor.',
      f: 'It is its own ancestor.',
      g: 'Its ancestor e is its own ancestor.',
    });
  });
});

describe('merging links into a known tree', () => {
  test('never breaks what is known', () => {
    fc.assert(
      fc.property(forest, anyLinks, (known, given) => {
        const { places, refused } = mergeTree(known, given);
        const expected = new Map(known.map((link) => [link.code, link.parentCode]));
        for (const link of given) if (!refused.has(link.code)) expected.set(link.code, link.parentCode);
        expect(new Map(places.map((place) => [place.code, place.parentCode]))).toEqual(expected);
        for (const refusedCode of refused.keys())
          expect(given.map((link) => link.code)).toContain(refusedCode);
      }),
    );
  });

  test('refuses a move that would hang a category from its own subtree, and keeps it where it was', () => {
    const known = [
      { code: 'a', parentCode: null },
      { code: 'b', parentCode: 'a' },
    ];
    const { places, refused } = mergeTree(known, [{ code: 'a', parentCode: 'b' }]);
    expect([...refused.keys()]).toEqual(['a']);
    expect(places.map((place) => place.parentCode)).toEqual([null, 'a']);
  });
});
