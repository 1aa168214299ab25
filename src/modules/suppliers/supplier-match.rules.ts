import type { CategoryRef } from '../catalog/index.ts';
import { type TaggedCategory, tagsOfSupplier } from './supplier-tags.ts';
import { splitWords } from './supplier-words.ts';

/** A category as the catalog has it. */
export interface CatalogCategory extends CategoryRef {
  readonly parentCode: string | null;
  readonly tag: number;
  readonly label: string;
}

/** What a category brings into the match rows of its suppliers. */
interface MatchCategory extends TaggedCategory {
  /** Of its label, with a blank before each. */
  readonly words: string;
}

/** Categories with all above them, in memory while match rows are derived; each is worked out when it is first met. */
export class MatchCategories {
  readonly #schemes = new Map<string, Map<string, CatalogCategory | MatchCategory>>();

  constructor(categories: readonly CatalogCategory[]) {
    for (const category of categories) {
      const codes = this.#schemes.get(category.scheme) ?? new Map<string, CatalogCategory>();
      this.#schemes.set(category.scheme, codes.set(category.code, category));
    }
  }

  /** `null` for a code that is not among them. */
  find(scheme: string, code: string): MatchCategory | null {
    const codes = this.#schemes.get(scheme);
    const found = codes?.get(code);
    if (!codes || !found) return null;
    if ('words' in found) return found;
    const parent = found.parentCode === null ? null : this.find(scheme, found.parentCode);
    const category = {
      tag: found.tag,
      ancestorTags: parent ? [parent.tag, ...parent.ancestorTags] : [],
      words: splitWords(found.label)
        .map((word) => ` ${word}`)
        .join(''),
    };
    codes.set(code, category);
    return category;
  }
}

/** What is derived of a supplier: its texts and the codes of what it is registered for. */
export interface MatchProfile {
  readonly name: string;
  readonly keywords: readonly string[];
  readonly description: string | null;
  readonly categories: readonly CategoryRef[];
}

/** A match row as PostgreSQL reads its columns: `tags` as an array, `search` as a `tsvector`, which keeps each word once. */
export interface MatchRow {
  readonly tags: string;
  readonly search: string;
}

/** What a supplier says of itself counts up to here, so that none makes itself found by everything. */
const MAX_OWN_WORDS = 1_000;

/**
 * Derives what matching reads of a supplier: the one place that does, for single changes and loads alike. Codes that
 * the catalog does not know leave no tag: derive again once their scheme is imported.
 */
export function matchRowOf(profile: MatchProfile, catalog: MatchCategories): MatchRow {
  const { name, description } = profile;
  const keywords = profile.keywords.join('\n');
  const categories = profile.categories
    .map(({ scheme, code }) => catalog.find(scheme, code))
    .filter((category) => category !== null);
  const words = splitWords(`${name}\n${keywords}\n${description ?? ''}`).slice(0, MAX_OWN_WORDS);
  const labels = categories.map((category) => category.words);
  return { tags: `{${tagsOfSupplier(categories).join(',')}}`, search: words.join(' ') + labels.join('') };
}
