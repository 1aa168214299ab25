import { fc, test as property } from '@fast-check/vitest';
import { GraphQLError, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { MAX_BRACKET_DEPTH, MAX_TOKENS } from '../../../src/app/graphql/edge/limits.ts';
import { scanSource } from '../../../src/app/graphql/edge/scan-source.ts';

const codeOf = (text: string) => scanSource(text)?.extensions['code'] ?? null;
const nested = (open: string, close: string, depth: number) => open.repeat(depth) + close.repeat(depth);

describe('the text of a document', () => {
  test.each([
    ['fields', (depth: number) => nested('{a', '}', depth)],
    ['lists', (depth: number) => `{ a(b: ${nested('[', ']', depth - 2)}) }`],
    ['objects', (depth: number) => `{ a(b: ${nested('{c:', '}', depth - 2).replace(':}', ':1}')}) }`],
    [
      'list types',
      (depth: number) => `query ($a: ${nested('[', ']', depth - 1).replace('[]', '[Int]')}) { a }`,
    ],
  ])(`may nest %s ${MAX_BRACKET_DEPTH} deep and no deeper`, (_what, document) => {
    expect(codeOf(document(MAX_BRACKET_DEPTH))).toBeNull();
    expect(codeOf(document(MAX_BRACKET_DEPTH + 1))).toBe('QUERY_TOO_DEEP');
    expect(codeOf(document(15_000))).toBe('QUERY_TOO_DEEP');
  });

  test('may have as many tokens as allowed and no more', () => {
    const fields = (tokens: number) => `{ ${'a '.repeat(tokens - 2)}}`;
    expect(codeOf(fields(MAX_TOKENS))).toBeNull();
    expect(() => parse(fields(MAX_TOKENS), { maxTokens: MAX_TOKENS })).not.toThrow();
    expect(codeOf(fields(MAX_TOKENS + 1))).toBe('QUERY_TOO_LARGE');
  });

  test('may have any brackets in strings, block strings and comments', () => {
    const many = '[{('.repeat(500);
    expect(codeOf(`{ a(b: "${many}") }`)).toBeNull();
    expect(codeOf(`{ a(b: "\\"${many}") }`)).toBeNull();
    expect(codeOf(`{ a(b: """${many} " "" \\""" ${many}""") }`)).toBeNull();
    expect(codeOf(`{ a # ${many}\n }`)).toBeNull();
  });

  test('hides no brackets behind a quote that is none', () => {
    const deep = nested('[', ']', MAX_BRACKET_DEPTH + 1);
    expect(codeOf(`{ a # "\n (b: ${deep}) }`)).toBe('QUERY_TOO_DEEP');
    expect(codeOf(`{ a(c: "#", b: ${deep}) }`)).toBe('QUERY_TOO_DEEP');
    expect(codeOf(`{ a(c: """ \\""" """, b: ${deep}) }`)).toBe('QUERY_TOO_DEEP');
  });
});

/** Pieces of documents, whole and broken ones. */
const piece = fc.constantFrom(
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  '"',
  '"""',
  '#',
  '\n',
  '\\',
  'a',
  '$b',
  '...',
  ':',
  ' ',
  '1e9',
  'on',
);

describe('whatever the text', () => {
  property.prop([
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 400 }).map((all) => all.join('')),
    ),
  ])('it is answered, and what passes can be parsed or is refused by its syntax', (text) => {
    if (scanSource(text) !== null) return;
    try {
      parse(text, { maxTokens: MAX_TOKENS });
    } catch (error) {
      expect(error).toBeInstanceOf(GraphQLError);
    }
  });

  const value = fc.letrec<{ value: { text: string; depth: number } }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 90, depthSize: 'max' },
      fc.constantFrom('1', '"]["', '"""{"""', '$x').map((text) => ({ text, depth: 0 })),
      tie('value').map(({ text, depth }) => ({ text: `[${text}]`, depth: depth + 1 })),
      tie('value').map(({ text, depth }) => ({ text: `{k: ${text}}`, depth: depth + 1 })),
    ),
  })).value;

  property.prop([value])('it is refused exactly when it nests deeper than allowed', ({ text, depth }) => {
    expect(scanSource(`{ a(b: ${text}) }`) === null).toBe(depth + 2 <= MAX_BRACKET_DEPTH);
  });
});
