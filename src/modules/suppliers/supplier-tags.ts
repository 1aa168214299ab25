/**
 * The numbers in `supplier_match.tags`. Every category of the catalog has a tag `t`, and stands for two facts
 * about a supplier, so that one GIN index answers "who can serve this line" with one overlap:
 *
 * - `within(t)`: it is registered for this category or for one below it: a specialist of some part of it;
 * - `serves(t)`: it is registered for exactly this category, hence serves everything below it too.
 */
export const within = (tag: number): number => 2 * tag;
export const serves = (tag: number): number => 2 * tag + 1;

/** A category by its tag, with the tags of all categories above it, in any order. */
export interface TaggedCategory {
  readonly tag: number;
  readonly ancestorTags: readonly number[];
}

/** What a supplier carries that is registered for these categories: sorted, each number once. */
export function tagsOfSupplier(categories: Iterable<TaggedCategory>): number[] {
  const tags = new Set<number>();
  for (const { tag, ancestorTags } of categories) {
    tags.add(serves(tag)).add(within(tag));
    for (const ancestor of ancestorTags) tags.add(within(ancestor));
  }
  return [...tags].toSorted((a, b) => a - b);
}

/** What a request for a category looks for: suppliers whose tags overlap these can serve it, no others. */
export function tagsOfRequest({ tag, ancestorTags }: TaggedCategory): number[] {
  return [within(tag), ...ancestorTags.map(serves)];
}
