import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { settings } from '../../src/platform/config/config.ts';
import { read, sourceFiles } from './source-files.ts';

interface Setting {
  readonly name: string;
  readonly meaning: string;
  readonly fallback: string | null;
}

const known: Setting[] = Object.entries(settings).map(([name, type]) => {
  const { default: fallback, description } = z.toJSONSchema(type, { io: 'input' });
  return {
    name,
    meaning: description ?? '',
    fallback: typeof fallback === 'string' || typeof fallback === 'number' ? String(fallback) : null,
  };
});

const rowOf = ({ name, meaning, fallback }: Setting): string =>
  `| \`${name}\` | ${fallback === null ? 'none' : `\`${fallback}\``} | ${meaning} |`;

const exampleOf = ({ name, meaning, fallback }: Setting): string =>
  `# ${meaning}\n# ${name}=${fallback ?? ''}\n`;

/** What the operating system sets, not we. */
const SYSTEM = new Set(['PATH']);

describe('every setting', () => {
  test('says what it means', () => {
    expect(known.filter((setting) => setting.meaning === '').map((setting) => setting.name)).toEqual([]);
  });

  test('has its row in the README’s table, with default and meaning', () => {
    const rows = new Set(
      read('README.md')
        .split('\n')
        .map((line) => line.replaceAll(/\s+/g, ' ').trim()),
    );
    expect(known.map(rowOf).filter((row) => !rows.has(row))).toEqual([]);
  });

  test('stands in .env.example, with default and meaning', () => {
    const example = read('.env.example');
    expect(known.map(exampleOf).filter((lines) => !example.includes(lines))).toEqual([]);
  });
});

test('.env.example names what is a setting or what compose.yaml asks for, and nothing else', () => {
  const asked = [...read('compose.yaml').matchAll(/\$\{([A-Z][A-Z0-9_]*)/g)].map(([, name = '']) => name);
  const named = [...read('.env.example').matchAll(/^# ([A-Z][A-Z0-9_]*)=/gm)].map(([, name = '']) => name);
  const expected = new Set([...known.map(({ name }) => name), ...asked]);
  expect(named.toSorted()).toEqual([...expected].toSorted());
});

describe('the environment', () => {
  const source = sourceFiles('src');

  test('is read in src/app alone, and handed on', () => {
    const readers = source.filter(
      (file) => !file.path.startsWith('src/app/') && file.text.includes('process.env'),
    );
    expect(readers.map((file) => file.path)).toEqual([]);
  });

  test('is asked for settings that the configuration knows', () => {
    const strange = source.flatMap((file) =>
      [...file.text.matchAll(/\benv(?:\['|\.)([A-Z][A-Z0-9_]*)/g)]
        .map(([, name = '']) => name)
        .filter((name) => !(name in settings) && !SYSTEM.has(name))
        .map((name) => `${file.path}: ${name}`),
    );
    expect(strange).toEqual([]);
  });
});
