import { Visitor } from 'oxc-parser';
import { describe, expect, test } from 'vitest';
import { errorsText } from '../../src/app/commands/docs-errors.ts';
import { ERROR_CODES } from '../../src/platform/kernel/error-code.ts';
import { lineOf, parse, read, type SourceFile, sourceFiles } from './source-files.ts';

const TABLE = 'src/platform/kernel/error-code.ts';
const source = sourceFiles('src').filter(({ path }) => path !== TABLE && !path.startsWith('src/app/'));

describe('every code of a user error', () => {
  test('that code throws is in the table', () => {
    const thrown = source.flatMap((file) => codesThrownIn(file));
    expect(thrown.length).toBeGreaterThan(0);
    const strange = thrown.filter(({ code }) => !Object.hasOwn(ERROR_CODES, code));
    expect(strange.map(({ code, place }) => `${place}: ${code}`)).toEqual([]);
  });

  test('that is in the table is thrown somewhere', () => {
    const made = new Set(source.flatMap(valuesMadeIn));
    expect(Object.keys(ERROR_CODES).filter((code) => !made.has(code))).toEqual([]);
  });

  test('says what it means and what to do, in sentences', () => {
    const texts = Object.values(ERROR_CODES).flatMap(({ meaning, next }) => [meaning, next]);
    expect(texts.filter((text) => !/^[A-Z].*\.$/.test(text))).toEqual([]);
  });

  test('is printed in docs/api/errors.md, as are those of top-level errors (if not: npm run docs:errors)', () => {
    expect(read('docs/api/errors.md')).toBe(errorsText());
  });
});

/** Codes of `fail('CODE', …)`, of `problems.add(path, message, 'CODE')` and of `{ code: 'CODE', path, message }`. */
function codesThrownIn(file: SourceFile): { code: string; place: string }[] {
  const found: { code: string; place: string }[] = [];
  const note = (value: unknown, start: number) => {
    if (typeof value === 'string' && /^[A-Z][A-Z_]+$/.test(value))
      found.push({ code: value, place: `${file.path}:${lineOf(file.text, start)}` });
  };
  new Visitor({
    CallExpression({ callee, arguments: [first, , third], start }) {
      const failing = callee.type === 'Identifier' && callee.name === 'fail' ? first : null;
      const adding =
        callee.type === 'MemberExpression' &&
        callee.property.type === 'Identifier' &&
        callee.property.name === 'add'
          ? third
          : null;
      for (const code of [failing, adding]) if (code?.type === 'Literal') note(code.value, start);
    },
    ObjectExpression({ properties, start }) {
      const named = new Map(
        properties.flatMap((property) =>
          property.type === 'Property' && property.key.type === 'Identifier'
            ? [[property.key.name, property.value] as const]
            : [],
        ),
      );
      const code = named.get('code');
      if (named.has('path') && named.has('message') && code?.type === 'Literal') note(code.value, start);
    },
  }).visit(parse(file).program);
  return found;
}

/** Texts that a file makes; not those that it only compares with, or names in types. */
function valuesMadeIn(file: SourceFile): string[] {
  const made = new Map<number, string>();
  const onlyNamed = new Set<number>();
  new Visitor({
    Literal({ value, start }) {
      if (typeof value === 'string') made.set(start, value);
    },
    BinaryExpression({ left, right }) {
      onlyNamed.add(left.start).add(right.start);
    },
    TSLiteralType({ literal }) {
      onlyNamed.add(literal.start);
    },
  }).visit(parse(file).program);
  return [...made].flatMap(([start, value]) => (onlyNamed.has(start) ? [] : [value]));
}
