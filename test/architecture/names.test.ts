import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, type SourceFile, sourceFiles } from './source-files.ts';

const source = sourceFiles('src');
const all = [...source, ...['test', 'migrations', 'bench'].flatMap(sourceFiles)];

/** Names that say nothing of what is inside. */
const EMPTY_WORDS = /^(utils?|helpers?|common|shared|misc|managers?)$/;
const WORDS = '[a-z0-9]+(-[a-z0-9]+)*';
const KINDS = 'entity|rules|lifecycle|policy|errors|events|queries|writes|type|resolver|test|bench';
const FILE_NAME = new RegExp(`^${WORDS}(\\.(${KINDS}))?\\.ts$`);
const FOLDER_NAME = new RegExp(`^${WORDS}$`);

const baseOf = (file: SourceFile): string => posix.basename(file.path, '.ts');
const camelCase = (name: string): string =>
  name.replaceAll(/-([a-z0-9])/g, (_dash, letter: string) => letter.toUpperCase());

/** The names of values (not types) that a file exports. */
function exportedValues(file: SourceFile): { name: string; isFunction: boolean }[] {
  return parse(file).program.body.flatMap((statement) => {
    if (statement.type === 'ExportDefaultDeclaration') return [{ name: 'default', isFunction: false }];
    if (statement.type !== 'ExportNamedDeclaration') return [];
    const { declaration } = statement;
    if (declaration?.type === 'FunctionDeclaration')
      return [{ name: declaration.id?.name ?? '', isFunction: true }];
    if (declaration?.type === 'ClassDeclaration')
      return [{ name: declaration.id?.name ?? '', isFunction: false }];
    if (declaration?.type !== 'VariableDeclaration') return [];
    return declaration.declarations.map(({ id, init }) => ({
      name: id.type === 'Identifier' ? id.name : '',
      isFunction: init?.type === 'ArrowFunctionExpression' || init?.type === 'FunctionExpression',
    }));
  });
}

describe('file names', () => {
  test('are words with dashes and, at most, one kind', () => {
    const odd = all.filter((file) => {
      const [name = '', ...folders] = file.path.split('/').toReversed();
      return !FILE_NAME.test(name) || folders.some((folder) => !FOLDER_NAME.test(folder));
    });
    expect(odd.map((file) => file.path)).toEqual([]);
  });

  test('say what is inside', () => {
    const empty = all.filter((file) => file.path.split(/[/.-]/).some((word) => EMPTY_WORDS.test(word)));
    expect(empty.map((file) => file.path)).toEqual([]);
  });
});

describe('exports', () => {
  test('have names', () => {
    const nameless = source.filter((file) => exportedValues(file).some(({ name }) => name === 'default'));
    expect(nameless.map((file) => file.path)).toEqual([]);
  });

  test('of a command are one function, named as its file', () => {
    const commands = source.filter((file) => /^src\/modules\/[^/]+\/commands\//.test(file.path));
    expect(commands.length).toBeGreaterThan(0);
    const wrong = commands.flatMap((file) => {
      const functions = exportedValues(file).filter(({ isFunction }) => isFunction);
      const names = functions.map(({ name }) => name).join(', ');
      return names === camelCase(baseOf(file)) ? [] : [`${file.path} exports ${names || 'no function'}`];
    });
    expect(wrong).toEqual([]);
  });

  test('of a job are one definition, named as its file', () => {
    const jobs = source.filter((file) => /^src\/modules\/[^/]+\/jobs\//.test(file.path));
    const wrong = jobs.filter(
      (file) =>
        exportedValues(file)
          .map(({ name }) => name)
          .join() !== `${camelCase(baseOf(file))}Job` || !file.text.includes(`name: '${baseOf(file)}'`),
    );
    expect(wrong.map((file) => `${file.path} exports not just ${camelCase(baseOf(file))}Job`)).toEqual([]);
  });

  test('of a file in app/commands include the command, named as its file', () => {
    const commands = source.filter((file) => file.path.startsWith('src/app/commands/'));
    const wrong = commands.filter(
      (file) => !exportedValues(file).some(({ name }) => name === `${camelCase(baseOf(file))}Command`),
    );
    expect(wrong.map((file) => `${file.path} exports no ${camelCase(baseOf(file))}Command`)).toEqual([]);
  });
});
