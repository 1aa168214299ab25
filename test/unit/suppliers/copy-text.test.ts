import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { copyRow } from '../../../src/modules/suppliers/bulk/copy-text.ts';

const UNESCAPED: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', '\\': '\\' };

/** Reads a COPY row back, as PostgreSQL's documentation describes the text format. */
const fieldsOf = (row: string): (string | null)[] =>
  row
    .slice(0, -1)
    .split('\t')
    .map((field) =>
      field === String.raw`\N`
        ? null
        : field.replaceAll(/\\(.)/g, (_pair, letter: string) => UNESCAPED[letter] ?? letter),
    );

/** Reads an array literal whose items are all quoted. */
const itemsOf = (literal: string): string[] =>
  [...literal.matchAll(/"((?:[^"\\]|\\.)*)"/gs)].map(([, item = '']) => item.replaceAll(/\\(.)/gs, '$1'));

const text = fc.string({
  unit: fc.constantFrom('a', ' ', '\t', '\n', '\r', '\\', '"', ',', '{', '}', 'N', 'é', '🏭'),
});

test.prop([fc.array(fc.option(text), { minLength: 1 })])(
  'texts and nulls come back as they were',
  (values) => {
    const row = copyRow(values);
    expect(row.endsWith('\n')).toBe(true);
    expect(fieldsOf(row)).toEqual(values);
  },
);

test.prop([fc.array(text)])('the items of a list come back as they were', (items) => {
  const [literal] = fieldsOf(copyRow([items]));
  expect(itemsOf(literal ?? '')).toEqual(items);
});

test('a row that begins with an empty text keeps its place', () => {
  expect(copyRow(['', 'a', true, 7, null])).toBe('\ta\tt\t7\t\\N\n');
});
