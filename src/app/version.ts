import { existsSync, readFileSync } from 'node:fs';

/** The engine's version, from the package that this file belongs to, whether it runs from the sources or built. */
export function readVersion(): string {
  let folder = new URL('./', import.meta.url);
  for (;;) {
    const file = new URL('package.json', folder);
    if (existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
    const parent = new URL('../', folder);
    if (parent.href === folder.href) return 'unknown';
    folder = parent;
  }
}
