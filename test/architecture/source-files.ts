import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ParseResult, parseSync, type Program, Visitor } from 'oxc-parser';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface SourceFile {
  /** From the project's root, with slashes: `src/modules/rfqs/index.ts`. */
  readonly path: string;
  readonly text: string;
}

export interface ImportedFile {
  readonly line: number;
  /** As written. */
  readonly specifier: string;
  /** The file a relative one leads to; `null` for packages. */
  readonly target: string | null;
}

export const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** Every TypeScript file below a folder of the project, sorted; none where there is no such folder. */
export function sourceFiles(folder: string): SourceFile[] {
  if (!existsSync(join(ROOT, folder))) return [];
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .toSorted()
    .map((path) => ({ path, text: read(path) }));
}

export const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

const parsed = new Map<string, ParseResult>();

/** The file's syntax tree and its imports and exports. Throws when it does not parse. */
export function parse({ path, text }: SourceFile): ParseResult {
  const known = parsed.get(path) ?? parseSync(path, text);
  if (known.errors.length > 0) throw new Error(`${path}: ${known.errors[0]?.message}`);
  parsed.set(path, known);
  return known;
}

/** All that a file takes from others, however it is written: imports, types, re-exports, `import()` as value and as type. */
export function importsOf(file: SourceFile): ImportedFile[] {
  const { module, program } = parse(file);
  const found: { specifier: string; start: number }[] = [
    ...module.staticImports.map(({ start, moduleRequest }) => ({ start, specifier: moduleRequest.value })),
    ...module.staticExports.flatMap(({ start, entries }) =>
      entries.flatMap((entry) =>
        entry.moduleRequest ? [{ start, specifier: entry.moduleRequest.value }] : [],
      ),
    ),
    ...importExpressionsOf(program),
  ];
  return found.map(({ specifier, start }) => ({
    specifier,
    line: lineOf(file.text, start),
    target: specifier.startsWith('.') ? posix.join(posix.dirname(file.path), specifier) : null,
  }));
}

function importExpressionsOf(program: Program): { specifier: string; start: number }[] {
  const found: { specifier: string; start: number }[] = [];
  new Visitor({
    TSImportType: ({ source, start }) => void found.push({ specifier: source.value, start }),
    ImportExpression: ({ source, start }) => {
      const specifier =
        source.type === 'Literal' && typeof source.value === 'string' ? source.value : '<computed>';
      found.push({ specifier, start });
    },
  }).visit(program);
  return found;
}

/** The package of a bare specifier: `@scope/name/part` → `@scope/name`. */
export const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
