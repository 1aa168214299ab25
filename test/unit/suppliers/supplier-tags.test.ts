import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { tagsOfRequest, tagsOfSupplier } from '../../../src/modules/suppliers/supplier-tags.ts';

/** A forest: node i hangs below an earlier node, or is a root. */
const forest = fc
  .array(fc.nat(), { minLength: 1, maxLength: 30 })
  .map((draws) => draws.map((draw, node) => (draw % (node + 1)) - 1));

const ancestorsOf = (parents: readonly number[], node: number): number[] => {
  const parent = parents[node] ?? -1;
  return parent === -1 ? [] : [parent, ...ancestorsOf(parents, parent)];
};

describe('the tags of a supplier and of a request', () => {
  test.prop([forest, fc.array(fc.nat(), { maxLength: 6 }), fc.nat()])(
    'overlap exactly when it is registered for the category, for one above it, or for one below it',
    (parents, registered, wanted) => {
      const tagOf = (node: number) => 7 * node + 1;
      const category = (node: number) => ({
        tag: tagOf(node),
        ancestorTags: ancestorsOf(parents, node).map(tagOf),
      });
      const nodes = registered.map((draw) => draw % parents.length);
      const asked = wanted % parents.length;

      const supplier = new Set(tagsOfSupplier(nodes.map(category)));
      const matches = tagsOfRequest(category(asked)).some((tag) => supplier.has(tag));

      const canServe = nodes.some(
        (node) =>
          node === asked ||
          ancestorsOf(parents, asked).includes(node) ||
          ancestorsOf(parents, node).includes(asked),
      );
      expect(matches).toBe(canServe);
    },
  );

  test('are sorted and each there once', () => {
    const above = { tag: 1, ancestorTags: [] };
    const below = { tag: 2, ancestorTags: [1] };
    expect(tagsOfSupplier([below, above, below])).toEqual([2, 3, 4, 5]);
  });
});
