import { Visitor } from 'oxc-parser';
import { expect, test } from 'vitest';
import { lineOf, parse, type SourceFile, sourceFiles } from './source-files.ts';

const MAX_LINES = 250;
const P95_LINES = 160;
const P95_TEST_LINES = 300;
const MAX_FUNCTION_LINES = 50;

const source = sourceFiles('src');
const tests = sourceFiles('test');

const linesOf = (file: SourceFile): number => file.text.trimEnd().split('\n').length;

/** The length that 95 of 100 files do not exceed. */
function p95(files: readonly SourceFile[]): number {
  const lengths = files.map(linesOf).toSorted((a, b) => a - b);
  return lengths[Math.ceil(lengths.length * 0.95) - 1] ?? 0;
}

test(`no source file is longer than ${MAX_LINES} lines`, () => {
  const long = source.filter((file) => linesOf(file) > MAX_LINES);
  expect(
    long.map((file) => `${file.path}: ${linesOf(file)} lines; split it by what its parts are about`),
  ).toEqual([]);
});

test(`19 of 20 source files have at most ${P95_LINES} lines`, () => {
  expect(p95(source)).toBeLessThanOrEqual(P95_LINES);
});

test(`19 of 20 test files have at most ${P95_TEST_LINES} lines`, () => {
  expect(p95(tests)).toBeLessThanOrEqual(P95_TEST_LINES);
});

test(`no function is longer than ${MAX_FUNCTION_LINES} lines`, () => {
  expect(source.flatMap(longFunctionsOf)).toEqual([]);
});

function longFunctionsOf(file: SourceFile): string[] {
  const long: string[] = [];
  const measure = ({ start, end }: { start: number; end: number }) => {
    const first = lineOf(file.text, start);
    const lines = lineOf(file.text, end) - first + 1;
    if (lines > MAX_FUNCTION_LINES) long.push(`${file.path}:${first}: a function of ${lines} lines`);
  };
  new Visitor({
    FunctionDeclaration: measure,
    FunctionExpression: measure,
    ArrowFunctionExpression: measure,
  }).visit(parse(file).program);
  return long;
}
