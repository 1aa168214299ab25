import { mkdir, mkdtemp, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { completeLinks } from '../../../src/app/embedded/postgres-binaries.ts';

let native: string;

beforeEach(async () => {
  native = join(await mkdtemp(join(tmpdir(), 'rfq-native-')), 'native');
  await mkdir(join(native, 'lib'), { recursive: true });
});
afterEach(() => rm(join(native, '..'), { recursive: true }));

test('makes the library links that a skipped install script left out, relative and only once', async () => {
  await writeFile(join(native, 'lib', 'libpq.so.5.18'), 'library');
  const links = [
    { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' },
    { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so' },
  ];
  await writeFile(join(native, 'pg-symlinks.json'), JSON.stringify(links));
  await completeLinks(native);
  await completeLinks(native);
  expect(await readlink(join(native, 'lib', 'libpq.so'))).toBe('libpq.so.5.18');
  expect(await readFile(join(native, 'lib', 'libpq.so.5'), 'utf8')).toBe('library');
});

test('leaves a tree alone that needs no links', async () => {
  await expect(completeLinks(native)).resolves.toBeUndefined();
});
