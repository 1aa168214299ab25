import { layOutTree, type TreeLink, type TreePlace } from './category-tree.rules.ts';

export interface MergedTree {
  readonly places: readonly TreePlace[];
  /** Links that were not taken over, with the reason; what was known under their code stays as it was. */
  readonly refused: ReadonlyMap<string, string>;
}

/**
 * Merges given links into a scheme's known ones: a given link replaces the known one of its code. Links that
 * would hang from nothing, or from themselves, are refused; the known tree never breaks. Codes occur once on each side.
 */
export function mergeTree(known: readonly TreeLink[], given: readonly TreeLink[]): MergedTree {
  const accepted = new Map(given.map((link) => [link.code, link]));
  const refused = new Map<string, string>();
  for (;;) {
    const kept = known.filter(({ code }) => !accepted.has(code));
    const { places, adrift } = layOutTree([...kept, ...accepted.values()]);
    if (adrift.size === 0) return { places, refused };
    // The known links alone are a tree, so at least one of the given ones is adrift: this ends.
    for (const [code, reason] of adrift) if (accepted.delete(code)) refused.set(code, reason);
  }
}
