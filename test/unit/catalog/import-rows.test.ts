import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { categoryRowReader } from '../../../src/modules/catalog/import/category-rows.ts';
import { fxRowReader } from '../../../src/modules/catalog/import/fx-rows.ts';
import { RefusedRows, UnusableFileError } from '../../../src/modules/catalog/import/import-report.ts';
import { openCsv } from '../../../src/modules/catalog/import/read-csv.ts';

const row = (...fields: string[]) => ({ line: 7, fields });

describe('a row of categories', () => {
  const read = categoryRowReader(['scheme', 'code', 'parent_code', 'level', 'label_en', 'label_de'], null);

  test('gives the code, its parent and the labels of every language', () => {
    expect(read(row('CPV', '44530000-4', '44500000-5', '3', 'Fasteners', ''))).toEqual({
      line: 7,
      scheme: 'CPV',
      code: '44530000',
      parentCode: '44500000',
      labels: new Map([['en', 'Fasteners']]),
    });
    expect(read(row('X', '1', '', '', '', 'Schrauben'))).toMatchObject({
      parentCode: null,
      labels: new Map([['de', 'Schrauben']]),
    });
  });

  test.each([
    [row('', '1', '', '', 'A', ''), '"" is no scheme.'],
    [row('A:B', '1', '', '', 'A', ''), '"A:B" is no scheme.'],
    [row('X', '', '', '', 'A', ''), '"" is no code: 1 to 60 characters without blanks or colons.'],
    [row('X', 'a:b', '', '', 'A', ''), '"a:b" is no code: 1 to 60 characters without blanks or colons.'],
    [row('X', '1', '', '', '', ''), 'It has no label.'],
    [row('X', '1'), 'It has no label.'],
    [row('X', '1', '', '', 'x'.repeat(501), ''), 'Its label is longer than 500 characters.'],
  ])('is refused with the reason: %j', (bad, reason) => {
    expect(read(bad)).toBe(reason);
  });

  test('may leave the scheme to the whole file', () => {
    const readOwn = categoryRowReader(['code', 'parent_code', 'label'], 'ACME');
    expect(readOwn(row('1', '', 'Bolts'))).toMatchObject({
      scheme: 'ACME',
      code: '1',
      labels: new Map([['en', 'Bolts']]),
    });
  });

  test.each([
    [['code', 'parent_code', 'label_en'], null, 'scheme is missing'],
    [['scheme', 'code', 'parent_code'], null, 'label_en'],
    [['code', 'code', 'parent_code', 'label_en'], 'X', 'The column code occurs twice.'],
    [['code', 'parent_code', 'label_en'], 'a b', 'cannot name a scheme'],
  ])('needs a header that says enough: %j', (header, scheme, message) => {
    expect(() => categoryRowReader(header, scheme)).toThrow(message);
    expect(() => categoryRowReader(header, scheme)).toThrow(UnusableFileError);
  });
});

describe('a row of exchange rates', () => {
  const long = fxRowReader(['date', 'base', 'quote', 'rate']);
  const wide = fxRowReader(['date', 'usd', 'jpy', 'bgn', '']);

  test('holds one rate where the columns are date, base, quote, rate', () => {
    expect(long(row('2026-04-13', 'EUR', 'USD', '1.1684'))).toEqual({
      rates: [{ line: 7, rateDate: '2026-04-13', quote: 'USD', rate: '1.1684' }],
      problems: [],
    });
  });

  test('holds a day’s rates where it comes from the European Central Bank, without those that are N/A', () => {
    expect(wide(row('2026-04-13', '1.1684', '186.75', 'N/A', '')).rates).toEqual([
      { line: 7, rateDate: '2026-04-13', quote: 'USD', rate: '1.1684' },
      { line: 7, rateDate: '2026-04-13', quote: 'JPY', rate: '186.75' },
    ]);
  });

  test('keeps the good rates of a day beside a bad one', () => {
    expect(wide(row('2026-04-13', '1.1684', '1e3', ''))).toEqual({
      rates: [{ line: 7, rateDate: '2026-04-13', quote: 'USD', rate: '1.1684' }],
      problems: ['"1e3" is no rate of JPY: a positive number with at most 12 decimals.'],
    });
  });

  test.each([
    ['2026-02-30', 'EUR', 'USD', '1'],
    ['13.04.2026', 'EUR', 'USD', '1'],
    ['2026-04-13', 'USD', 'GBP', '1'],
    ['2026-04-13', 'EUR', 'EUR', '1'],
    ['2026-04-13', 'EUR', 'usd', '1'],
    ['2026-04-13', 'EUR', 'USD', '0.000'],
    ['2026-04-13', 'EUR', 'USD', '-1'],
    ['2026-04-13', 'EUR', 'USD', '1,2'],
    ['2026-04-13', 'EUR', 'USD', '1.1234567890123'],
    ['2026-04-13', 'EUR', 'USD', ''],
  ])('is refused: %s %s %s %s', (...fields) => {
    expect(long(row(...fields))).toMatchObject({ rates: [], problems: [expect.any(String)] });
  });

  test('needs a header of one of the two forms', () => {
    expect(() => fxRowReader(['a', 'b'])).toThrow(UnusableFileError);
    expect(() => fxRowReader(['date', 'rate'])).toThrow('base, quote is missing');
  });
});

describe('a CSV file', () => {
  const open = async (...chunks: (string | Buffer)[]) => {
    const refused = new RefusedRows();
    const { header, batches } = await openCsv(Readable.from(chunks, { objectMode: false }), refused);
    const rows: (readonly string[])[] = [];
    for await (const batch of batches) rows.push(...batch.map(({ fields }) => fields));
    return { header, rows, problems: refused.problems };
  };

  test('is read without its byte order mark, and with characters cut in two', async () => {
    const bytes = Buffer.from('\uFEFFA,b\né,漢\n');
    expect(await open(bytes.subarray(0, 9), bytes.subarray(9))).toEqual({
      header: ['a', 'b'],
      rows: [['é', '漢']],
      problems: [],
    });
  });

  test('keeps good rows beside bytes that are no UTF-8, a NUL and a stray quote, and names their lines', async () => {
    const file = Buffer.concat([
      Buffer.from('a,b\n1,x\n'),
      Buffer.from([0x32, 0x2c, 0xe9, 0x0a]),
      Buffer.from('3,\u0000\n4,"x"y\n5,z\n'),
    ]);
    expect(await open(file)).toEqual({
      header: ['a', 'b'],
      rows: [
        ['1', 'x'],
        ['5', 'z'],
      ],
      problems: [
        { line: 3, message: 'The row is not UTF-8 text.' },
        { line: 4, message: 'The row holds a NUL character.' },
        { line: 5, message: 'The row is not valid CSV.' },
      ],
    });
  });

  test('is of no use when it is empty', async () => {
    await expect(open('')).rejects.toThrow(UnusableFileError);
    await expect(open('\n\n')).rejects.toThrow('The file is empty');
  });

  test('is of no use in another encoding', async () => {
    await expect(open(Buffer.from('a,b\n1,2\n', 'utf16le'))).rejects.toThrow('it should be UTF-8 text');
  });
});
