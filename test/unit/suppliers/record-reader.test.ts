import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import {
  type FileRecord,
  MAX_RECORD_BYTES,
  RecordReader,
} from '../../../src/modules/suppliers/import/record-reader.ts';

/** Reads bytes in chunks of the given sizes, over and over. */
function read(
  bytes: Uint8Array,
  chunkSizes: readonly number[] = [64],
  format: 'csv' | 'lines' = 'csv',
): FileRecord[] {
  const reader = new RecordReader(format);
  const records: FileRecord[] = [];
  // The reader uses its memory again.
  const keep = (record: FileRecord) => records.push({ ...record, raw: Uint8Array.from(record.raw) });
  for (let at = 0, chunk = 0; at < bytes.length; chunk += 1) {
    const end = at + (chunkSizes[chunk % chunkSizes.length] ?? 1);
    for (const record of reader.push(bytes.subarray(at, end))) keep(record);
    at = end;
  }
  for (const record of reader.end()) keep(record);
  return records;
}

const readText = (...lines: string[]) => read(Buffer.from(lines.join('\n')));
const valuesOf = (records: readonly FileRecord[]) => records.map((record) => record.values);
const problemsOf = (records: readonly FileRecord[]) =>
  records.flatMap((record) => (record.problem === null ? [] : [[record.line, record.problem]]));

const value = fc.string({ unit: fc.constantFrom('a', 'é', '中', ' ', ',', '"', '\n', '\r', ';') });
const table = fc.array(fc.array(value, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 });
const chunkSizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

const csvOf = (rows: readonly (readonly string[])[], lineBreak: string): string =>
  rows
    .map((row) =>
      row.map((cell) => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(','),
    )
    .join(lineBreak);

describe('well-formed CSV', () => {
  test.prop([table, fc.constantFrom('\n', '\r\n'), chunkSizes])(
    'comes back value by value, however it is cut into chunks',
    (rows, lineBreak, sizes) => {
      const all = [['first', 'header'], ...rows];
      const records = read(Buffer.from(csvOf(all, lineBreak)), sizes);
      expect(valuesOf(records)).toEqual(all);
    },
  );

  test('tells the line on which each record begins', () => {
    const records = readText('a,b', '"one', 'two",2', '', 'three,3');
    expect(records.map((record) => record.line)).toEqual([1, 2, 5]);
  });

  test('may be delimited by semicolons or tabs, as its header is', () => {
    expect(valuesOf(readText('a;b', '1,5;"x;y"'))).toEqual([
      ['a', 'b'],
      ['1,5', 'x;y'],
    ]);
    expect(valuesOf(readText('a\tb', '1\t2'))).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });
});

describe('a broken row costs itself alone', () => {
  test('an unclosed quotation mark', () => {
    const records = readText('a,b', '1,"open', '2,fine', '3,"quoted, too"', '4,fine');
    expect(problemsOf(records)).toEqual([[2, 'text follows a closing quotation mark']]);
    expect(valuesOf(records).slice(2)).toEqual([
      ['2', 'fine'],
      ['3', 'quoted, too'],
      ['4', 'fine'],
    ]);
  });

  test('an unclosed quotation mark that no other follows', () => {
    const records = readText('a,b', '1,"open', '2,fine', '3,fine');
    expect(problemsOf(records)).toEqual([[2, 'a quotation mark is opened and never closed']]);
    expect(valuesOf(records).slice(2)).toEqual([
      ['2', 'fine'],
      ['3', 'fine'],
    ]);
  });

  test('an unclosed quotation mark followed by more than a record can hold', () => {
    const filler = Array.from({ length: 30_000 }, (_item, index) => `${index},${'x'.repeat(40)}`);
    const records = read(Buffer.from(['a,b', '1,"open', ...filler].join('\n')), [65_536]);
    expect(problemsOf(records)).toEqual([[2, 'a quotation mark is opened and never closed']]);
    expect(records.length).toBe(filler.length + 2);
  });

  test('a quotation mark inside a value', () => {
    expect(problemsOf(readText('a,b', '3" pipe,x', '1,2'))).toEqual([
      [2, 'a quotation mark stands inside an unquoted value'],
    ]);
  });

  test('NUL and bytes that are no UTF-8', () => {
    const bytes = Buffer.concat([
      Buffer.from('a,b\n1,x\0y\n2,M'),
      Buffer.from([0xfc]),
      Buffer.from('ller\n3,"q'),
      Buffer.from([0xe9]),
      Buffer.from('"\n4,ok'),
    ]);
    const records = read(bytes);
    expect(problemsOf(records)).toEqual([
      [2, 'the row holds a NUL character'],
      [3, 'the row is not UTF-8'],
      [4, 'the row is not UTF-8'],
    ]);
    expect(records.at(-1)?.values).toEqual(['4', 'ok']);
  });

  test('a line without end', () => {
    const records = read(Buffer.from(`a,b\n1,${'x'.repeat(3 * MAX_RECORD_BYTES)}\n2,fine`), [65_536]);
    expect(problemsOf(records)).toEqual([[2, `the row is longer than ${MAX_RECORD_BYTES} bytes`]]);
    expect(records.at(-1)).toMatchObject({ line: 3, values: ['2', 'fine'] });
  });
});

describe('any bytes at all', () => {
  test.prop([fc.array(fc.constantFrom(...Buffer.from('a,"\n\r;\0é')), { maxLength: 60 }), chunkSizes])(
    'are read to the end, every line in one record or empty, the same for every cut',
    (bytes, sizes) => {
      const records = read(Buffer.from(bytes), sizes);
      expect(records).toEqual(read(Buffer.from(bytes), [1000]));
      const lines = records.map((record) => record.line);
      expect(lines).toEqual([...new Set(lines)].toSorted((a, b) => a - b));
      for (const record of records) expect(record.values === null).toBe(record.problem !== null);
    },
  );
});

test('plain lines give quotation marks no meaning', () => {
  const records = read(Buffer.from('{"a": "x,y"}\r\n"open\n\nlast'), [5], 'lines');
  expect(valuesOf(records)).toEqual([['{"a": "x,y"}'], ['"open'], ['last']]);
  expect(records.map((record) => record.line)).toEqual([1, 2, 4]);
});
