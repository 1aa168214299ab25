import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldText, labelQuery, searchVectors, wordsOf } from '../../../src/modules/catalog/label-words.ts';

/** Any text at all, halves of characters included. */
const anyText = fc.array(fc.nat(0xffff)).map((codes) => String.fromCharCode(...codes));

describe('folding', () => {
  test.each([
    ['Génie CIVIL', 'genie civil'],
    ['Straßenbau', 'strassenbau'],
    ['Ρολόγια χώρος', 'ρολογια χωροσ'],
    ['Łódź', 'lodz'],
    ['Ħġieġ', 'hgieg'],
    ['Zařízení', 'zarizeni'],
    ['Rør', 'ror'],
  ])('makes %s the same as %s', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  test('changes nothing the second time', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
      }),
    );
  });
});

describe('words', () => {
  test('are cut at everything that is no letter or digit, each once', () => {
    expect(wordsOf("Produits de l'élevage, de la pêche")).toEqual([
      'produits',
      'de',
      'l',
      'elevage',
      'la',
      'peche',
    ]);
  });

  test('of many labels keep their order, also of labels without any', () => {
    expect(searchVectors(['Bau-Arbeiten', '…', 'a\nb'])).toEqual(['bau arbeiten', ' ', 'a b']);
  });

  test('hold only what a tsvector takes without quoting', () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1 }), (labels) => {
        const vectors = searchVectors(labels);
        expect(vectors).toHaveLength(labels.length);
        for (const vector of vectors) expect(vector).toMatch(/^[\p{L}\p{N} ]*$/u);
      }),
    );
  });
});

describe('a search', () => {
  test('asks for every word as typed, then for its beginning, then for its stem', () => {
    expect(labelQuery('Water pumps')).toEqual({
      whole: "'water' & 'pumps'",
      prefix: "'water':* & 'pumps':*",
      stem: "'wate':* & 'pump':*",
      codePrefix: null,
    });
  });

  test('may be the beginning of a code, with or without the check digit of the CPV', () => {
    expect(labelQuery(' 44530000-4 ')?.codePrefix).toBe('44530000');
    expect(labelQuery('4453')?.codePrefix).toBe('4453');
    expect(labelQuery('105-06807')?.codePrefix).toBe('105-06807');
    expect(labelQuery('3 pumps')?.codePrefix).toBeNull();
    expect(labelQuery('4453')?.stem).toBe("'4453':*");
  });

  test('without a letter or digit asks for nothing', () => {
    expect(labelQuery(' %_!\\ ')).toBeNull();
  });

  test('never breaks the query, whatever is typed', () => {
    fc.assert(
      fc.property(anyText, (search) => {
        const query = labelQuery(search);
        if (!query) return;
        const words = query.whole.split(' & ');
        expect(words.length).toBeLessThanOrEqual(10);
        for (const word of words) expect(word).toMatch(/^'[\p{L}\p{N}]+'$/u);
        for (const word of query.stem.split(' & ')) expect(word).toMatch(/^'[\p{L}\p{N}]+':\*$/u);
      }),
    );
  });
});
