import { Visitor } from 'oxc-parser';
import { describe, expect, test } from 'vitest';
import { isRequestErrorCode, REQUEST_ERROR_CODES } from '../../src/platform/kernel/request-error-code.ts';
import { lineOf, parse, type SourceFile, sourceFiles } from './source-files.ts';

const TABLE = 'src/platform/kernel/request-error-code.ts';
const source = sourceFiles('src').filter(({ path }) => path !== TABLE);

describe('every code of a top-level error', () => {
  test('that code throws is in the table', () => {
    const thrown = source.flatMap(codesThrownIn);
    expect(thrown.length).toBeGreaterThan(0);
    const strange = thrown.filter(({ code }) => !isRequestErrorCode(code));
    expect(strange.map(({ code, place }) => `${place}: ${code}`)).toEqual([]);
  });

  test('that is in the table is thrown, by us or by Apollo', () => {
    const apollos = new Set(['OPERATION_RESOLUTION_FAILURE', 'PERSISTED_QUERY_NOT_SUPPORTED']);
    const unused = Object.keys(REQUEST_ERROR_CODES).filter(
      (code) => !apollos.has(code) && !source.some(({ text }) => text.includes(`'${code}'`)),
    );
    expect(unused).toEqual([]);
  });

  test('says what it means and what to do, in sentences', () => {
    const texts = Object.values(REQUEST_ERROR_CODES).flatMap(({ meaning, next }) => [meaning, next]);
    expect(texts.filter((text) => !/^[A-Z`].*\.$/.test(text))).toEqual([]);
  });
});

/** Codes of `extensions: { code: 'CODE' }` and of `requestError('CODE', …)`. */
function codesThrownIn(file: SourceFile): { code: string; place: string }[] {
  const found: { code: string; place: string }[] = [];
  const note = (value: unknown, start: number) => {
    if (typeof value === 'string')
      found.push({ code: value, place: `${file.path}:${lineOf(file.text, start)}` });
  };
  new Visitor({
    CallExpression({ callee, arguments: [code], start }) {
      if (callee.type === 'Identifier' && callee.name === 'requestError' && code?.type === 'Literal')
        note(code.value, start);
    },
    Property({ key, value, start }) {
      if (key.type !== 'Identifier' || key.name !== 'extensions' || value.type !== 'ObjectExpression') return;
      for (const inner of value.properties)
        if (inner.type === 'Property' && inner.key.type === 'Identifier' && inner.key.name === 'code')
          if (inner.value.type === 'Literal') note(inner.value.value, start);
    },
  }).visit(parse(file).program);
  return found;
}
