import { Visitor } from 'oxc-parser';
import { expect, test } from 'vitest';
import { importsOf, lineOf, packageOf, parse, type SourceFile, sourceFiles } from './source-files.ts';

const KERNEL = 'src/platform/kernel/';

/** Values in, values out: no I/O, no clock, no randomness, so that the same input always gives the same bytes. */
const PURE_FOLDERS = [
  KERNEL,
  'src/modules/matching/engine/',
  'src/modules/comparison/scoring/',
  'src/modules/awards/optimiser/',
];

/** Packages that only compute. `uuid` draws on clock and chance, which is what ids are for. */
const PURE_PACKAGES = new Set(['big.js', 'decimal.js']);
const MAKES_IDS = `${KERNEL}ids.ts`;

/** Objects whose members reach out of the process, or tell time or chance. */
const IMPURE_OBJECTS = new Set(['process', 'console', 'performance', 'crypto', 'globalThis', 'navigator']);
const IMPURE_CALLS = new Set(['fetch', 'setTimeout', 'setInterval', 'setImmediate', 'require', 'Date']);
const IMPURE_MEMBERS = new Set(['Date.now', 'Math.random']);
/** Their answer depends on the machine's language. */
const LOCALE_METHODS = new Set([
  'localeCompare',
  'toLocaleString',
  'toLocaleDateString',
  'toLocaleUpperCase',
]);

const files = PURE_FOLDERS.flatMap((folder) =>
  sourceFiles('src')
    .filter((file) => file.path.startsWith(folder))
    .map((file) => ({ file, folder })),
);

test('pure folders import only themselves, the kernel, and packages that compute', () => {
  const wrong = files.flatMap(({ file, folder }) =>
    importsOf(file)
      .filter(({ specifier, target }) => {
        if (target !== null) return !target.startsWith(folder) && !target.startsWith(KERNEL);
        const name = packageOf(specifier);
        return !PURE_PACKAGES.has(name) && !(name === 'uuid' && file.path === MAKES_IDS);
      })
      .map(
        ({ line, specifier }) => `${file.path}:${line} imports ${specifier}; hand the value in from outside`,
      ),
  );
  expect(wrong).toEqual([]);
});

test('pure folders read no clock, no chance, no environment and no locale', () => {
  expect(files.flatMap(({ file }) => impuritiesOf(file))).toEqual([]);
});

function impuritiesOf(file: SourceFile): string[] {
  const found: string[] = [];
  const note = (start: number, what: string) =>
    found.push(`${file.path}:${lineOf(file.text, start)} uses ${what}; hand the value in from outside`);
  new Visitor({
    MemberExpression({ object, property, start }) {
      const member = property.type === 'Identifier' ? property.name : '';
      if (LOCALE_METHODS.has(member)) note(start, member);
      if (object.type !== 'Identifier') return;
      const name = `${object.name}.${member}`;
      if (IMPURE_OBJECTS.has(object.name) || IMPURE_MEMBERS.has(name)) note(start, name);
    },
    CallExpression({ callee, start }) {
      if (callee.type === 'Identifier' && IMPURE_CALLS.has(callee.name)) note(start, `${callee.name}()`);
    },
    NewExpression({ callee, arguments: given, start }) {
      if (callee.type === 'Identifier' && callee.name === 'Date' && given.length === 0)
        note(start, 'new Date()');
    },
  }).visit(parse(file).program);
  return found;
}
