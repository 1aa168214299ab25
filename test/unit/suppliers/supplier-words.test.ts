import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { splitWords } from '../../../src/modules/suppliers/supplier-words.ts';

/** Any text at all, halves of characters included, and such as takes words apart. */
const anyText = fc.oneof(
  fc.array(fc.nat(0xffff)).map((codes) => String.fromCharCode(...codes)),
  fc.string({
    unit: fc.constantFrom('a', 'É', 'ß', 'x', '7', '-', '.', '/', '_', ' ', "'", '\\', ':', '钢', '½'),
  }),
);

describe('the words of a text', () => {
  test.each([
    [
      'have no case and no accents',
      'Génie CIVIL, Straßenbau (Łódź)',
      ['genie', 'civil', 'strassenbau', 'lodz'],
    ],
    ['are of any script', 'Насосы Ρολόγια 泵 철강', ['насосы', 'ρολογια', '泵', '철강']],
    [
      'stay together and come apart where they are hyphenated',
      'heat-recovery',
      ['heat-recovery', 'heat', 'recovery'],
    ],
    ['come apart at other signs', "and/or l'eau S.p.A. x_ray", ['and', 'eau', 'ray']],
    ['know part numbers whole and by their parts', 'M8x40 A2-70', ['m8x40', 'm8', 'a2-70', 'a2']],
    ['keep measures whole', 'tubes of 12.5mm, 40 x 60', ['tubes', '12.5mm']],
    ['are no bare numbers, and have more than two letters', 'to 1987, 12.5-13 mm of EN 10204-3.1', []],
    ['occur as often as in the text', 'pump Pump PUMP', ['pump', 'pump', 'pump']],
  ])('%s', (_what, text, words) => {
    expect(splitWords(text)).toEqual(words);
  });

  test('are not endless', () => {
    expect(splitWords(`${'x'.repeat(61)} ${'y'.repeat(60)}`)).toEqual(['y'.repeat(60)]);
  });

  test.prop([anyText])('need no quoting in a tsvector, whatever the text', (text) => {
    for (const word of splitWords(text)) expect(word).toMatch(/^[\p{L}\p{N}\-./_]{1,60}$/u);
  });

  test.prop([anyText])('are all found again in each of them', (text) => {
    for (const word of splitWords(text)) expect(splitWords(word)[0]).toBe(word);
  });

  test.prop([anyText, anyText])('of two texts are those of the one and of the other', (one, other) => {
    expect(splitWords(`${one}\n${other}`)).toEqual([...splitWords(one), ...splitWords(other)]);
  });
});
