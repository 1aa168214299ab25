import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CsvSplitter } from '../../../src/modules/catalog/import/csv-splitter.ts';

const split = (...chunks: string[]) => {
  const splitter = new CsvSplitter();
  return [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.end()];
};
const fieldsOf = (...chunks: string[]) => split(...chunks).map((record) => record.fields);

const written = (field: string) => (/[",\n\r]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);
/** Any text at all, halves of characters included. */
const anyText = fc.array(fc.nat(0xffff)).map((codes) => String.fromCharCode(...codes));
/** Blanks around a field are no part of it, and a row of empty fields is none. */
const table = fc.array(
  fc
    .array(
      fc.string({ unit: fc.constantFrom(...'ab ",\n\ré漢'), maxLength: 8 }).map((text) => text.trim()),
      { minLength: 1, maxLength: 5 },
    )
    .filter((fields) => fields.some((field) => field !== '')),
  { maxLength: 20 },
);

describe('splitting CSV', () => {
  test('reads back what was written, however the text is cut', () => {
    fc.assert(
      fc.property(
        table,
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        (rows, lineEnd, chunkLength, endsWithLine) => {
          const text = rows.map((fields) => fields.map(written).join(',')).join(lineEnd);
          const file = endsWithLine && rows.length > 0 ? text + lineEnd : text;
          const chunks = file.match(new RegExp(`[^]{1,${chunkLength}}`, 'gu')) ?? [];
          const records = split(...chunks);
          expect(records.map((record) => record.fields)).toEqual(rows);
          let line = 1;
          for (const [index, fields] of rows.entries()) {
            expect(records[index]?.line).toBe(line);
            line += 1 + fields.join('').split('\n').length - 1;
          }
        },
      ),
    );
  });

  test('takes any text', () => {
    fc.assert(
      fc.property(fc.array(anyText), fc.string({ unit: fc.constantFrom(...'",\n\ra') }), (chunks, quotes) => {
        expect(split(...chunks, quotes).every((record) => record.line >= 1)).toBe(true);
      }),
    );
  });

  test('leaves blank lines out but counts them', () => {
    expect(split('a,b\n\n , \nc,d')).toEqual([
      { line: 1, fields: ['a', 'b'] },
      { line: 4, fields: ['c', 'd'] },
    ]);
  });

  test('goes on with the next line after a quote that never closes', () => {
    expect(split('a,"b\nc,d\ne,f\n')).toEqual([
      { line: 1, fields: null },
      { line: 2, fields: ['c', 'd'] },
      { line: 3, fields: ['e', 'f'] },
    ]);
  });

  test('goes on with the next line after a quote in the middle of a field', () => {
    expect(split('5" pipe,1\nc,d\n6" pipe,2\ne,f')).toEqual([
      { line: 1, fields: null },
      { line: 2, fields: ['c', 'd'] },
      { line: 3, fields: null },
      { line: 4, fields: ['e', 'f'] },
    ]);
  });

  test('takes a field over several lines, and quotes inside one', () => {
    expect(fieldsOf('"one\ntwo", "say ""hi"""\nx,y')).toEqual([
      ['one\ntwo', 'say "hi"'],
      ['x', 'y'],
    ]);
  });

  test('does not keep a line without end in memory, and reads the one after it', () => {
    const endless = Array.from({ length: 50 }, () => 'x'.repeat(10_000));
    expect(split('a\n', ...endless, 'y\nb\n')).toEqual([
      { line: 1, fields: ['a'] },
      { line: 2, fields: null },
      { line: 3, fields: ['b'] },
    ]);
  });

  test('does not look for the end of a quote past 100,000 characters', () => {
    const line = `${'x'.repeat(999)}\n`;
    const records = split('a,"b\n', line.repeat(200), 'c",d\n');
    expect(records[0]).toEqual({ line: 1, fields: null });
    expect(records).toHaveLength(202);
  });
});
