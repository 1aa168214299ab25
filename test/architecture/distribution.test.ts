import { expect, test } from 'vitest';
import { distribution } from '../../src/app/distribution.ts';
import { sourceFiles } from './source-files.ts';

/** Tables that the migrations make, with the columns of their primary keys. */
const tables = new Map(
  sourceFiles('migrations').flatMap(({ text }) =>
    [...text.matchAll(/create table (\w+) \(([\s\S]*?)\n\);/g)].map(([, table = '', body = '']) => [
      table,
      primaryKeyOf(body),
    ]),
  ),
);

function primaryKeyOf(body: string): string[] {
  const own = /primary key \(([^)]+)\)/.exec(body)?.[1];
  const inline = /^ {2}(\w+) [^\n]*primary key/m.exec(body)?.[1];
  return own?.split(',').map((column) => column.trim()) ?? (inline === undefined ? [] : [inline]);
}

test('every table says how it lies on a distributed PostgreSQL', () => {
  expect(tables.size).toBeGreaterThan(20);
  expect(Object.keys(distribution).toSorted()).toEqual([...tables.keys()].toSorted());
});

test('a distributed table has its key first in its primary key', () => {
  const wrong = Object.entries(distribution).filter(
    ([table, how]) => how.kind === 'distributed' && tables.get(table)?.[0] !== how.by,
  );
  expect(wrong.map(([table]) => `${table}: ${tables.get(table)?.join(', ')}`)).toEqual([]);
});
